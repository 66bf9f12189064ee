// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.Signals.SOON;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** rsm_memseg_export_unpublish. */
@ExtendWith(TestBedExtension.class)
final class UnpublishTest {

  @Rule(RuleId.UNPUBLISH_OK_01)
  @Test
  void segmentCannotBeConnectedAndItsIdIsFree(TestBed bed) {
    ExportSegment segment = bed.published(1);
    SegmentId id = TestBed.idOf(segment);
    bed.connect(segment, Permission.READ).disconnect();
    segment.unpublish();
    assertTrue(segment.publishedId().isEmpty());
    assertRsmError(
        RsmError.SEG_NOT_PUBLISHED,
        () -> bed.controller().connect(bed.node(), id, Permission.READ));
    ExportSegment other = bed.exported(1);
    assertEquals(id, other.publish(id, null));
    assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(id, null));
    segment.publish(bed.freshId(), null);
    bed.connect(segment, Permission.READ).disconnect();
  }

  @Rule(RuleId.UNPUBLISH_STATE_01)
  @RepeatedTest(20)
  void everyConnectionIsBrokenOnReturn(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment segment = bed.published(memory, 0);
    List<ImportSegment> importers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      importers.add(bed.ready(segment));
    }
    importers.getFirst().put64(0, 1);
    if (TestBed.offers(Capability.MAP)) {
      importers.getLast().map(Permission.RDWR, 0, bed.page());
    }
    segment.unpublish();
    for (ImportSegment imported : importers) {
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.put64(0, 2));
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.get64(0));
      assertRsmError(RsmError.CONN_ABORTED, imported::signalPost);
    }
    assertEquals(1, memory.get(ValueLayout.JAVA_LONG, 0));
  }

  @Rule(RuleId.UNPUBLISH_STATE_02)
  @Test
  void brokenConnectionsStayBrokenWhenPublishedAgain(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment segment = bed.published(memory, 0);
    SegmentId id = TestBed.idOf(segment);
    List<ImportSegment> old = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      ImportSegment imported = bed.ready(segment);
      imported.put64(0, round);
      for (ImportSegment broken : old) {
        assertRsmError(RsmError.CONN_ABORTED, () -> broken.put64(0, -1));
        assertRsmError(RsmError.CONN_ABORTED, () -> broken.get64(0));
        assertRsmError(RsmError.CONN_ABORTED, broken::signalPost);
        assertRsmError(RsmError.CONN_ABORTED, () -> broken.map(Permission.READ, 0, bed.page()));
      }
      assertEquals(round, imported.get64(0));
      assertEquals(round, memory.get(ValueLayout.JAVA_LONG, 0));
      old.add(imported);
      segment.unpublish();
      assertEquals(id, segment.publish(id, null));
    }
  }

  @Rule(RuleId.UNPUBLISH_STATE_03)
  @Test
  void pendingEventsCanStillBeWaitedFor(TestBed bed) {
    ExportSegment segment = bed.published(1);
    PollEntry entry = PollEntry.of(segment.getPollReference());
    ImportSegment imported = bed.connect(segment, Permission.READ);
    for (int i = 0; i < 3; i++) {
      imported.signalPost();
    }
    segment.unpublish();
    segment.signalWait(SOON);
    for (int i = 0; i < 2; i++) {
      assertEquals(1, bed.rsm().signalWait(new PollEntry[] {entry}, 1, -1));
      assertTrue(entry.isReady());
    }
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
    assertRsmError(RsmError.TIMEOUT, () -> bed.rsm().signalWait(new PollEntry[] {entry}, 1, 0));
    assertRsmError(RsmError.POLLFD_IN_USE, segment::destroy);
    segment.releasePollReference();
    segment.destroy();
  }

  @Rule(RuleId.UNPUBLISH_BAD_SEG_HNDL_01)
  @Test
  void destroyedSegmentIsRefused(TestBed bed) {
    ExportSegment bound = bed.exported(1);
    ExportSegment published = bed.published(1);
    ExportSegment other = bed.published(1);
    for (ExportSegment segment : List.of(bound, published)) {
      segment.destroy();
      assertRsmError(RsmError.BAD_SEG_HNDL, segment::unpublish);
    }
    other.unpublish();
  }

  @Rule(RuleId.UNPUBLISH_SEG_NOT_PUBLISHED_01)
  @Test
  void unpublishedSegmentIsRefused(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    for (int i = 0; i < 3; i++) {
      segment.publish(bed.freshId(), null);
      segment.unpublish();
      assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
      assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    }
  }

  @Rule(RuleId.UNPUBLISH_INTERRUPTED_01)
  @Test
  void heldBackUnpublishIsInterruptedAndHasDoneNothing(TestBed bed) {
    ExportSegment segment = bed.published(1);
    SegmentId id = TestBed.idOf(segment);
    ImportSegment imported = bed.ready(segment);
    try (FaultInjection.Fault fault = bed.faults().hold(FaultPoint.UNPUBLISH)) {
      Threads.Call call = Threads.start(segment::unpublish);
      Threads.await("held unpublish", () -> fault.hits() == 1);
      call.thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, call.code());
    }
    assertEquals(id, TestBed.idOf(segment));
    imported.put64(0, 8);
    assertEquals(8, imported.get64(0));
    imported.signalPost();
    segment.signalWait(SOON);
    bed.connect(segment, Permission.READ).disconnect();
    assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> segment.publish(id, null));
    segment.unpublish();
    assertRsmError(RsmError.CONN_ABORTED, () -> imported.get64(0));
  }

  @Rule(RuleId.UNPUBLISH_CONCURRENCY_01)
  @ParameterizedTest
  @EnumSource(Transfer.class)
  void transfersSucceedOrFindTheConnectionBroken(Transfer transfer, TestBed bed) {
    ExportSegment segment = bed.exported(1);
    int importers = 2;
    List<MemorySegment> buffers = new ArrayList<>();
    for (int i = 0; i < importers; i++) {
      buffers.add(bed.memory(1));
    }
    for (int round = 0; round < 8; round++) {
      segment.publish(bed.freshId(), null);
      AtomicInteger running = new AtomicInteger();
      List<Threads.Call> calls = new ArrayList<>();
      for (MemorySegment buffer : buffers) {
        ImportSegment imported = bed.ready(segment);
        calls.add(
            Threads.start(
                () -> {
                  transferOnce(transfer, imported, buffer);
                  running.incrementAndGet();
                  while (true) {
                    transferOnce(transfer, imported, buffer);
                  }
                }));
      }
      Threads.await("transfers", () -> running.get() == importers);
      segment.unpublish();
      for (Threads.Call call : calls) {
        assertEquals(RsmError.CONN_ABORTED, call.code());
      }
    }
  }

  private static void transferOnce(
      Transfer transfer, ImportSegment imported, MemorySegment buffer) {
    transfer.run(imported, 0, buffer, buffer.byteSize() / transfer.width());
    long ignored = transfer.runSingle(imported, 8, 1);
  }
}
