// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;
import static org.rsmapi.tck.support.Signals.assertEvents;
import static org.rsmapi.tck.support.Signals.assertNoEvent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_intr_signal_wait. */
@ExtendWith(TestBedExtension.class)
final class SignalWaitTest {

  /** The two kinds of segment; both can wait. */
  private enum Kind {
    EXPORT,
    IMPORT;

    Segment of(ExportSegment exported, ImportSegment imported) {
      return this == EXPORT ? exported : imported;
    }

    Segment other(ExportSegment exported, ImportSegment imported) {
      return this == EXPORT ? imported : exported;
    }
  }

  @Rule(RuleId.WAIT_OK_01)
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void pendingEventIsTakenAtOnce(long timeoutMillis, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    for (Kind kind : Kind.values()) {
      Segment segment = kind.of(exported, imported);
      Segment other = kind.other(exported, imported);
      other.signalPost();
      assertEvents(1, segment);
      other.signalPost();
      other.signalPost();
      // An event is pending when it can be seen; with 0 there is no waiting for it.
      Threads.await("an event", () -> codeOf(() -> segment.signalWait(0)) == RsmError.SUCCESS);
      Threads.await(
          "another", () -> codeOf(() -> segment.signalWait(timeoutMillis)) == RsmError.SUCCESS);
      assertNoEvent(segment);
    }
  }

  @Rule(RuleId.WAIT_OK_02)
  @ParameterizedTest
  @ValueSource(longs = {-1, -2, -1_000_000, Long.MIN_VALUE})
  void negativeTimeoutWaitsForThePost(long timeoutMillis, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    for (Kind kind : Kind.values()) {
      Segment segment = kind.of(exported, imported);
      Threads.Call waiting = Threads.start(() -> segment.signalWait(timeoutMillis)).awaitBlocked();
      Threads.Call virtual = Threads.startVirtual(() -> segment.signalWait(timeoutMillis));
      kind.other(exported, imported).signalPost();
      kind.other(exported, imported).signalPost();
      assertEquals(RsmError.SUCCESS, waiting.code());
      assertEquals(RsmError.SUCCESS, virtual.code());
      assertNoEvent(segment);
    }
  }

  private static long millisOf(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  @Rule(RuleId.WAIT_TIMEOUT_01)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void timeIsUp(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment segment = kind.of(exported, imported);
    ExportSegment unpublished = bed.exported(1);
    for (Segment waiter : List.of(segment, unpublished)) {
      assertRsmError(RsmError.TIMEOUT, () -> waiter.signalWait(0));
      long waited = millisOf(() -> assertRsmError(RsmError.TIMEOUT, () -> waiter.signalWait(100)));
      assertTrue(waited >= 100, "waited " + waited + " ms");
    }
    kind.other(exported, imported).signalPost();
    assertEvents(1, segment);
  }

  @Rule(RuleId.WAIT_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @ValueSource(longs = {0, 100, -1})
  void endedSegmentCannotWait(long timeoutMillis, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    ImportSegment other = bed.connect(exported, Permission.RDWR);
    exported.signalPost();
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.signalWait(timeoutMillis));
    assertEvents(1, other);
    other.signalPost();
    exported.destroy();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> exported.signalWait(timeoutMillis));
    assertNoEvent(other);
  }

  @Rule(RuleId.WAIT_INTERRUPTED_01)
  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, 600_000})
  void interruptedWaitTakesNothing(long timeoutMillis, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    for (Kind kind : Kind.values()) {
      Segment segment = kind.of(exported, imported);
      AtomicBoolean status = new AtomicBoolean();
      Threads.Call waiting =
          Threads.start(
              () -> {
                try {
                  segment.signalWait(timeoutMillis);
                } finally {
                  status.set(Thread.currentThread().isInterrupted());
                }
              });
      waiting.awaitBlocked().thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, waiting.code());
      assertTrue(status.get(), "the interrupt status is set");
      kind.other(exported, imported).signalPost();
      assertEvents(1, segment);
    }
  }

  @Rule(RuleId.WAIT_CONCURRENCY_01)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void loserWaitsOn(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment segment = kind.of(exported, imported);
    AtomicLong loserMillis = new AtomicLong(-1);
    List<Threads.Call> calls =
        IntStream.range(0, 2)
            .mapToObj(
                index ->
                    Threads.start(
                        () -> {
                          long start = System.nanoTime();
                          RsmError code = codeOf(() -> segment.signalWait(500));
                          if (code == RsmError.TIMEOUT) {
                            loserMillis.set(Duration.ofNanos(System.nanoTime() - start).toMillis());
                          } else {
                            assertEquals(RsmError.SUCCESS, code);
                          }
                        }))
            .toList();
    kind.other(exported, imported).signalPost();
    calls.forEach(call -> assertEquals(RsmError.SUCCESS, call.code()));
    assertTrue(loserMillis.get() >= 500, "the loser waited " + loserMillis.get() + " ms");
    assertNoEvent(segment);
  }

  @Rule(RuleId.WAIT_STATE_01)
  @Test
  void forcedDisconnectDropsNoEventAndWakesNobody(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    ImportSegment idle = bed.connect(exported, Permission.RDWR);
    exported.signalPost();
    assertEvents(1, idle);
    Threads.Call waiting = Threads.start(() -> idle.signalWait(-1)).awaitBlocked();
    exported.unpublish();
    imported.signalWait(0);
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(0));
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(50));
    assertTrue(waiting.thread().isAlive(), "the waiter is not woken");
    idle.disconnect();
    assertEquals(RsmError.BAD_SEG_HNDL, waiting.code());
  }

  @Rule(RuleId.WAIT_STATE_02)
  @ParameterizedTest
  @EnumSource(Kind.class)
  void endOfTheSegmentEndsTheWait(Kind kind, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    Segment segment = kind.of(exported, imported);
    List<Threads.Call> waiting =
        List.of(
            Threads.start(() -> segment.signalWait(-1)).awaitBlocked(),
            Threads.start(() -> segment.signalWait(Long.MAX_VALUE)).awaitBlocked(),
            Threads.startVirtual(() -> segment.signalWait(-1)).awaitBlocked());
    if (kind == Kind.EXPORT) {
      exported.destroy();
    } else {
      imported.disconnect();
    }
    waiting.forEach(call -> assertEquals(RsmError.BAD_SEG_HNDL, call.code()));
  }
}
