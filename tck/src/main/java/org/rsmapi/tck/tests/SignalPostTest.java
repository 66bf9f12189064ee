// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.Signals.SOON;
import static org.rsmapi.tck.support.Signals.assertEvents;
import static org.rsmapi.tck.support.Signals.assertNoEvent;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Peer;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_intr_signal_post. */
@ExtendWith(TestBedExtension.class)
final class SignalPostTest {

  private static final int THREADS = 4;
  private static final int POSTS = 5_000;

  @Rule(RuleId.POST_OK_01)
  @Test
  void importerSignalsTheExporterOnly(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment poster = bed.connect(exported, Permission.RDWR);
    ImportSegment other = bed.connect(exported, Permission.RDWR);
    poster.signalPost();
    assertEvents(1, exported);
    // What is posted now arrives after anything that was posted astray.
    exported.signalPost();
    assertEvents(1, poster);
    assertEvents(1, other);
  }

  @Rule(RuleId.POST_OK_02)
  @Test
  void exporterSignalsEachImport(TestBed bed) {
    ExportSegment exported = bed.published(1);
    List<ImportSegment> imports =
        Stream.generate(() -> bed.connect(exported, Permission.RDWR)).limit(3).toList();
    exported.signalPost();
    imports.forEach(imported -> assertEvents(1, imported));
    imports.getFirst().signalPost();
    assertEvents(1, exported);
  }

  @Rule(RuleId.POST_OK_03)
  @Test
  void postThatReachesNobody(TestBed bed) {
    ExportSegment exported = bed.exported(1);
    exported.signalPost();
    SegmentId ignored = exported.publish(bed.freshId(), null);
    exported.signalPost();
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    assertNoEvent(imported);
    exported.signalPost();
    assertEvents(1, imported);
    assertNoEvent(exported);
    exported.unpublish();
    exported.signalPost();
    assertNoEvent(imported);
  }

  @Rule(RuleId.POST_OK_04)
  @ParameterizedTest
  @ValueSource(ints = {0400, 0200, 0600})
  void noRightIsNeeded(int permission, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.of(permission));
    imported.signalPost();
    assertEvents(1, exported);
    for (int unknown : new int[] {0x01, 0x04, 0x100, 0x8000_0000, ~Segment.SIGPOST_NO_ACCUMULATE}) {
      imported.signalPost(unknown);
      imported.signalPost(unknown);
      assertEvents(2, exported);
    }
  }

  @Rule(RuleId.POST_STATE_01)
  @ParameterizedTest
  @EnumSource(Poster.class)
  void postsAccumulate(Poster side, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    for (int posts : new int[] {1, 2, 3, 1_000}) {
      for (int i = 0; i < posts; i++) {
        side.poster(exported, imported).signalPost(0);
      }
      assertEvents(posts, side.receiver(exported, imported));
    }
  }

  @Rule(RuleId.POST_STATE_02)
  @ParameterizedTest
  @EnumSource(Poster.class)
  void pendingEventIsEnough(Poster side, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment poster = side.poster(exported, imported);
    Segment receiver = side.receiver(exported, imported);
    Runnable arrival = side.arrival(bed);
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE);
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE);
    arrival.run();
    assertEvents(1, receiver);
    poster.signalPost();
    poster.signalPost();
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE);
    arrival.run();
    assertEvents(2, receiver);
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE);
    poster.signalPost();
    arrival.run();
    assertEvents(2, receiver);
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE);
    assertEvents(1, receiver);
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE | 0x100);
    poster.signalPost(Segment.SIGPOST_NO_ACCUMULATE | 0x100);
    arrival.run();
    assertEvents(1, receiver);
  }

  @Rule(RuleId.POST_STATE_03)
  @Test
  void eachReceiverJudgesForItself(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment pending = bed.connect(exported, Permission.RDWR);
    exported.signalPost();
    ImportSegment empty = bed.connect(exported, Permission.RDWR);
    exported.signalPost(Segment.SIGPOST_NO_ACCUMULATE);
    Poster.EXPORTER.arrival(bed).run();
    assertEvents(1, pending);
    assertEvents(1, empty);
  }

  @Rule(RuleId.POST_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @ValueSource(ints = {0, Segment.SIGPOST_NO_ACCUMULATE, 0x100})
  void endedSegmentCannotPost(int flags, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment gone = bed.connect(exported, Permission.RDWR);
    ImportSegment other = bed.connect(exported, Permission.RDWR);
    gone.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> gone.signalPost(flags));
    other.signalPost(flags);
    assertEvents(1, exported);
    exported.destroy();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> exported.signalPost(flags));
    assertNoEvent(other);
  }

  @Rule(RuleId.POST_CONN_ABORTED_01)
  @Test
  void brokenImportCannotPost(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    exported.unpublish();
    assertRsmError(RsmError.CONN_ABORTED, imported::signalPost);
    assertRsmError(RsmError.CONN_ABORTED, () -> imported.signalPost(Segment.SIGPOST_NO_ACCUMULATE));
    assertNoEvent(exported);
    SegmentId ignored = exported.publish(bed.freshId(), null);
    assertRsmError(RsmError.CONN_ABORTED, imported::signalPost);
    bed.connect(exported, Permission.RDWR).signalPost();
    assertEvents(1, exported);
  }

  @Rule(RuleId.POST_REMOTE_NODE_UNREACHABLE_01)
  @Test
  void exporterOutOfReach(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    try (Fault fault = bed.faults().fail(FaultPoint.POST, RsmError.REMOTE_NODE_UNREACHABLE, 1)) {
      assertRsmError(RsmError.REMOTE_NODE_UNREACHABLE, imported::signalPost);
      assertEquals(1, fault.hits());
    }
    imported.signalPost();
    assertEvents(1, exported);
  }

  @Rule(value = RuleId.POST_STATE_04, needs = Capability.SECOND_PROCESS)
  @Test
  void importerOutOfReachIsLeftOut(TestBed bed) {
    ExportSegment exported = bed.published(1);
    String id = PeerSegments.text(TestBed.idOf(exported));
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    try (Peer peer = Peer.start()) {
      String name = peer.call(PeerSegments.Connect.class, "import", id, "0600");
      exported.signalPost();
      String waited = peer.call(PeerSegments.Wait.class, name, Long.toString(SOON));
      assertEvents(1, imported);
      assertEquals("1", peer.call(PeerSegments.Break.class, id));
      exported.signalPost();
      assertEvents(1, imported);
      assertRsmError(RsmError.TIMEOUT, () -> peer.call(PeerSegments.Wait.class, waited, "0"));
    }
  }

  @Rule(RuleId.POST_CONCURRENCY_01)
  @ParameterizedTest
  @EnumSource(Poster.class)
  void noPostGetsLost(Poster side, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment receiver = side.receiver(exported, imported);
    // While the threads post, one waits, so that posts meet a receiver that looks.
    Threads.Call waiting =
        Threads.start(
            () -> {
              for (int i = 0; i < THREADS * POSTS; i++) {
                receiver.signalWait(SOON);
              }
            });
    assertEquals(
        Collections.nCopies(THREADS, RsmError.SUCCESS),
        Threads.race(
            THREADS,
            index -> {
              for (int i = 0; i < POSTS; i++) {
                side.poster(exported, imported).signalPost();
              }
            }));
    assertEquals(RsmError.SUCCESS, waiting.code());
    assertNoEvent(receiver);
  }
}
