// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.assertOneRefused;
import static org.rsmapi.tck.tests.TransferAssertions.assertRefused;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.fill;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** Barriers and the connection in rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM). */
@ExtendWith(TestBedExtension.class)
final class TransferStateTest {

  @Rule(RuleId.XFER_BARRIER_UNINITIALIZED_01)
  @ParameterizedTest
  @EnumSource
  void implicitModeNeedsABarrier(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    RsmError expected = RsmError.BARRIER_UNINITIALIZED;
    assertOneRefused(expected, bed, transfer, link.imported(), link.memory(), 0);
    MemorySegment buffer = buffer(bed, transfer, 9);
    assertRefused(expected, transfer, link.imported(), link.memory(), 64, buffer, 9);
    assertRefused(expected, transfer, link.imported(), link.memory(), 64, buffer, 0);
    link.imported().initBarrier();
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
  }

  @Rule(RuleId.XFER_BARRIER_UNINITIALIZED_02)
  @ParameterizedTest
  @EnumSource
  void oneLiveBarrierIsEnough(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    RsmError expected = RsmError.BARRIER_UNINITIALIZED;
    Barrier first = link.imported().initBarrier();
    Barrier second = link.imported().initBarrier();
    Barrier third = link.imported().initBarrier();
    third.destroy();
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
    first.destroy();
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
    second.destroy();
    assertOneRefused(expected, bed, transfer, link.imported(), link.memory(), 0);
    Barrier another = link.imported().initBarrier();
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
    another.close();
    assertOneRefused(expected, bed, transfer, link.imported(), link.memory(), 0);
  }

  @Rule(RuleId.XFER_OK_01)
  @ParameterizedTest
  @EnumSource
  void explicitModeNeedsNone(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    link.imported().setMode(BarrierMode.EXPLICIT);
    MemorySegment buffer = buffer(bed, transfer, 9);
    long bytes = buffer.byteSize();
    fill(link.memory(), 1);
    fill(buffer, 2);
    transfer.run(link.imported(), 64, buffer, 9);
    Threads.await(
        "arrival of the data", () -> buffer.mismatch(link.memory().asSlice(64, bytes)) == -1);
    if (!transfer.isPlain()) {
      assertTrue(codeOf(() -> transfer.runSingle(link.imported(), 0, 0)) == RsmError.SUCCESS);
    }
    link.imported().setMode(BarrierMode.IMPLICIT);
    assertOneRefused(
        RsmError.BARRIER_UNINITIALIZED, bed, transfer, link.imported(), link.memory(), 0);
  }

  @Rule(RuleId.XFER_CONN_ABORTED_01)
  @ParameterizedTest
  @EnumSource
  void brokenConnectionIsReportedForGood(Transfer transfer, TestBed bed) {
    afterBreak(transfer, bed, (exported, id) -> exported.unpublish());
    afterBreak(transfer, bed, (exported, id) -> exported.destroy());
    afterBreak(
        transfer,
        bed,
        (exported, id) -> {
          exported.unpublish();
          SegmentId ignored = exported.publish(id, null);
        });
  }

  private static void afterBreak(
      Transfer transfer, TestBed bed, BiConsumer<ExportSegment, SegmentId> end) {
    TransferLink link = TransferLink.ready(bed);
    RsmError expected = RsmError.CONN_ABORTED;
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
    SegmentId id = TestBed.idOf(link.exported());
    end.accept(link.exported(), id);
    MemorySegment buffer = buffer(bed, transfer, 9);
    for (int i = 0; i < 3; i++) {
      // The data of a get is undefined then, that of a put must not arrive.
      byte[] before = bytes(link.memory());
      assertRsmError(expected, () -> transfer.run(link.imported(), 64, buffer, 9));
      assertRsmError(expected, () -> transfer.run(link.imported(), 64, buffer, 0));
      if (!transfer.isPlain()) {
        assertRsmError(expected, () -> transfer.runSingle(link.imported(), 64, -1));
      }
      assertArrayEquals(before, bytes(link.memory()));
    }
    ExportSegment again = link.exported();
    if (again.publishedId().isEmpty()) {
      again = bed.controller().createExport(link.memory(), link.size());
      SegmentId ignored = again.publish(id, null);
    }
    assertMovesOne(bed, transfer, bed.ready(again), link.memory(), 0);
    assertRsmError(expected, () -> transfer.run(link.imported(), 64, buffer, 9));
  }

  @Rule(RuleId.XFER_STATE_01)
  @ParameterizedTest
  @EnumSource
  void explicitModeLeavesTheReportToTheBarrier(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    link.imported().setMode(BarrierMode.EXPLICIT);
    Barrier barrier = link.imported().initBarrier();
    Barrier.Span ignored = barrier.open();
    link.exported().unpublish();
    fill(link.memory(), 1);
    byte[] before = bytes(link.memory());
    MemorySegment buffer = buffer(bed, transfer, 9);
    assertDoneOrAborted(() -> transfer.run(link.imported(), 64, buffer, 9));
    if (!transfer.isPlain()) {
      assertDoneOrAborted(() -> transfer.runSingle(link.imported(), 64, -1));
    }
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    assertArrayEquals(before, bytes(link.memory()));
  }

  private static void assertDoneOrAborted(Executable call) {
    RsmError code = codeOf(call);
    assertTrue(Arrays.asList(RsmError.SUCCESS, RsmError.CONN_ABORTED).contains(code));
  }
}
