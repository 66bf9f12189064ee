// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ExportSegment;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_get_controller, rsm_memseg_export_create, rsm_memseg_export_rebind: a driver with faults. */
@ExtendWith(TestBedExtension.class)
final class WithdrawnControllerTest {

  private static final String NAME = TestBed.controllerName();

  @Rule(RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_03)
  @Test
  void withdrawnDriverIsNotPresent(TestBed bed) {
    FaultInjection faults = bed.faults();
    try (Rsm rsm = TestBed.library()) {
      faults.withdraw(unit(bed));
      try {
        assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller(NAME));
        // Where it was held the news of the withdrawal may take a moment.
        Threads.await(
            "withdrawal",
            () -> codeOf(() -> bed.rsm().controller(NAME).release()) == RsmError.CTLR_NOT_PRESENT);
      } finally {
        faults.restore(unit(bed));
      }
      assertUsable(bed, rsm.controller(NAME));
      assertUsable(bed, bed.rsm().controller(NAME));
    }
  }

  @Rule(RuleId.CREATE_CTLR_NOT_PRESENT_01)
  @Test
  void withdrawnControllerCreatesNothing(TestBed bed) {
    FaultInjection faults = bed.faults();
    ExportSegment before = bed.published(1);
    faults.withdraw(unit(bed));
    try {
      Threads.await("withdrawal", () -> codeOf(() -> bed.exported(1)) == RsmError.CTLR_NOT_PRESENT);
      assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> bed.exported(1, ExportSegment.DONTWAIT));
      Threads.await("end of the segment", () -> codeOf(before::unpublish) == RsmError.BAD_SEG_HNDL);
    } finally {
      faults.restore(unit(bed));
    }
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> bed.exported(1));
    assertUsable(bed, bed.rsm().controller(NAME));
  }

  @Rule(value = RuleId.REBIND_CTLR_NOT_PRESENT_01, needs = Capability.REBIND)
  @Test
  void segmentOfWithdrawnControllerIsNotRebound(TestBed bed) {
    FaultInjection faults = bed.faults();
    ExportSegment bound = bed.exported(1, ExportSegment.ALLOW_REBIND);
    ExportSegment published = bed.published(bed.memory(1), ExportSegment.ALLOW_REBIND);
    ExportSegment destroyed = bed.exported(1, ExportSegment.ALLOW_REBIND);
    destroyed.destroy();
    bound.rebind(bed.memory(1), bed.page());
    faults.withdraw(unit(bed));
    try {
      for (ExportSegment segment : List.of(bound, published)) {
        Threads.await(
            "withdrawal",
            () ->
                codeOf(() -> segment.rebind(bed.memory(1), bed.page()))
                    == RsmError.CTLR_NOT_PRESENT);
      }
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> destroyed.rebind(bed.memory(1), bed.page()));
    } finally {
      faults.restore(unit(bed));
    }
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> bound.rebind(bed.memory(1), bed.page()));
  }

  @Rule(RuleId.GET_CONTROLLER_INSUFFICIENT_MEM_01)
  @Test
  void memoryForTheControllerIsShort(TestBed bed) {
    try (Rsm rsm = TestBed.library();
        FaultInjection.Fault fault =
            bed.faults().fail(FaultPoint.OPEN, RsmError.INSUFFICIENT_MEM, 1)) {
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> rsm.controller(NAME));
      assertEquals(1, fault.hits());
      assertUsable(bed, rsm.controller(NAME));
    }
  }

  @Rule(RuleId.GET_CONTROLLER_BAD_LIBRARY_VERSION_01)
  @Test
  void driverForAnotherVersionOfTheInterfaceIsRefused(TestBed bed) {
    try (Rsm rsm = TestBed.library()) {
      try (FaultInjection.Fault fault =
          bed.faults().fail(FaultPoint.VERSION, RsmError.BAD_LIBRARY_VERSION, Integer.MAX_VALUE)) {
        assertRsmError(RsmError.BAD_LIBRARY_VERSION, () -> rsm.controller(NAME));
        assertRsmError(RsmError.BAD_LIBRARY_VERSION, () -> rsm.controller(NAME));
        assertTrue(fault.hits() >= 2);
      }
      assertUsable(bed, rsm.controller(NAME));
    }
  }

  private static int unit(TestBed bed) {
    String digits = bed.controller().name().replaceAll("^[^0-9]*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static void assertUsable(TestBed bed, RsmController controller) {
    ExportSegment segment =
        controller.createExport(bed.memory(1), controller.attributes().pageSize());
    segment.publish(bed.freshId(), null);
    segment.destroy();
    controller.release();
  }
}
