// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.assertOneRefused;
import static org.rsmapi.tck.tests.TransferAssertions.assertRefused;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.Barrier;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/**
 * What counts first in rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM) when several
 * arguments are wrong.
 */
@ExtendWith(TestBedExtension.class)
final class TransferOrderTest {

  @Rule(RuleId.XFER_ORDER_01)
  @ParameterizedTest
  @EnumSource
  void handleComesBeforeBuffer(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), link.memory(), 0, null, 1);
    link.imported().disconnect();
    assertRefused(RsmError.BAD_SEG_HNDL, transfer, link.imported(), link.memory(), 0, null, 1);
  }

  @Rule(RuleId.XFER_ORDER_02)
  @ParameterizedTest
  @EnumSource(names = {"GET16", "GET32", "GET64", "PUT16", "PUT32", "PUT64"})
  void bufferComesBeforeAlignmentAndThatBeforeRight(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), link.memory(), 1, null, 1);
    ImportSegment without = bed.connect(link.exported(), lacking(transfer));
    long outside = link.size() + 1;
    assertOneRefused(RsmError.BAD_MEM_ALIGNMENT, bed, transfer, without, link.memory(), outside);
    assertOneRefused(RsmError.BAD_MEM_ALIGNMENT, bed, transfer, without, link.memory(), -1);
  }

  /** Returns the right that a transfer does not need, so that the one it needs is missing. */
  private static Permission lacking(Transfer transfer) {
    return transfer.isGet() ? Permission.WRITE : Permission.READ;
  }

  @Rule(RuleId.XFER_ORDER_03)
  @ParameterizedTest
  @EnumSource
  void rightComesBeforeRangeAndThatBeforeBarrier(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    MemorySegment memory = link.memory();
    ImportSegment without = bed.connect(link.exported(), lacking(transfer));
    long end = link.size();
    long last = end - transfer.width();
    MemorySegment two = buffer(bed, transfer, 2);

    assertOneRefused(RsmError.PERM_DENIED, bed, transfer, without, memory, end);
    assertOneRefused(RsmError.PERM_DENIED, bed, transfer, without, memory, -transfer.width());
    assertRefused(RsmError.PERM_DENIED, transfer, without, memory, last, two, 2);
    assertRefused(RsmError.PERM_DENIED, transfer, without, memory, 0, two, -1);

    argumentErrors(bed, transfer, link);
    assertOneRefused(RsmError.BARRIER_UNINITIALIZED, bed, transfer, link.imported(), memory, last);
  }

  private static void argumentErrors(TestBed bed, Transfer transfer, TransferLink link) {
    MemorySegment memory = link.memory();
    ImportSegment imported = link.imported();
    long end = link.size();
    MemorySegment two = buffer(bed, transfer, 2);
    assertOneRefused(RsmError.BAD_OFFSET, bed, transfer, imported, memory, end);
    assertOneRefused(RsmError.BAD_OFFSET, bed, transfer, imported, memory, -transfer.width());
    assertRefused(RsmError.BAD_LENGTH, transfer, imported, memory, end - transfer.width(), two, 2);
    assertRefused(RsmError.BAD_LENGTH, transfer, imported, memory, 0, two, -1);
  }

  @Rule(RuleId.XFER_ORDER_04)
  @ParameterizedTest
  @EnumSource
  void argumentsAndBarrierComeBeforeTheConnection(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    Barrier barrier = link.imported().initBarrier();
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
    link.exported().unpublish();
    argumentErrors(bed, transfer, link);
    assertOneRefused(RsmError.CONN_ABORTED, bed, transfer, link.imported(), link.memory(), 0);
    barrier.destroy();
    argumentErrors(bed, transfer, link);
    MemorySegment buffer = buffer(bed, transfer, 1);
    assertRsmError(
        RsmError.BARRIER_UNINITIALIZED, () -> transfer.run(link.imported(), 0, buffer, 1));
    if (!transfer.isPlain()) {
      assertRsmError(
          RsmError.BARRIER_UNINITIALIZED, () -> transfer.runSingle(link.imported(), 0, 0));
    }
  }
}
