// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.assertOneRefused;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.RsmError;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** Trouble of the driver in rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM). */
@ExtendWith(TestBedExtension.class)
final class TransferFaultTest {

  @Rule(RuleId.XFER_INSUFFICIENT_RESOURCES_01)
  @ParameterizedTest
  @EnumSource
  void accessThatCannotBeSetUpIsRefused(Transfer transfer, TestBed bed) {
    FaultInjection faults = bed.faults();
    RsmError expected = RsmError.INSUFFICIENT_RESOURCES;
    int forms = transfer.isPlain() ? 1 : 2;
    for (BarrierMode mode : BarrierMode.values()) {
      try (Fault fault = faults.fail(FaultPoint.TRANSFER, expected, forms)) {
        TransferLink link = TransferLink.ready(bed, mode);
        assertOneRefused(expected, bed, transfer, link.imported(), link.memory(), 64);
        assertEquals(forms, fault.hits());
        link.imported().setMode(BarrierMode.IMPLICIT);
        assertMovesOne(bed, transfer, link.imported(), link.memory(), 64);
      }
    }
  }

  @Rule(RuleId.XFER_BARRIER_FAILURE_01)
  @ParameterizedTest
  @EnumSource
  void lostAccessIsReportedAndMayBeRepeated(Transfer transfer, TestBed bed) {
    FaultInjection faults = bed.faults();
    RsmError lost = RsmError.BARRIER_FAILURE;
    int forms = transfer.isPlain() ? 1 : 2;
    try (Fault fault = faults.fail(FaultPoint.TRANSFER, lost, forms)) {
      TransferLink link = TransferLink.ready(bed);
      MemorySegment buffer = buffer(bed, transfer, 9);
      assertRsmError(lost, () -> transfer.run(link.imported(), 64, buffer, 9));
      if (!transfer.isPlain()) {
        assertRsmError(lost, () -> transfer.runSingle(link.imported(), 64, 0x5A));
      }
      assertEquals(forms, fault.hits());
      assertMovesOne(bed, transfer, link.imported(), link.memory(), 64);
    }
  }
}
