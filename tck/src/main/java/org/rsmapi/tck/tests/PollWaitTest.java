// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;
import static org.rsmapi.tck.support.Signals.SOON;
import static org.rsmapi.tck.support.Signals.assertEvents;
import static org.rsmapi.tck.support.Signals.assertNoEvent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_intr_signal_wait_pollfd over segments. */
@ExtendWith(TestBedExtension.class)
final class PollWaitTest {

  /** Pairs of an export segment and an import segment of it, of which one is polled. */
  private static final class Polled {

    private final TestBed bed;
    private final List<ExportSegment> exports = new ArrayList<>();
    private final List<ImportSegment> imports = new ArrayList<>();
    private final PollEntry[] entries;

    Polled(TestBed bed, int size) {
      this.bed = bed;
      entries = new PollEntry[size];
      for (int i = 0; i < size; i++) {
        exports.add(bed.published(1));
        imports.add(bed.connect(exports.get(i), Permission.RDWR));
        entries[i] = PollEntry.of(segment(i).getPollReference());
      }
    }

    Segment segment(int index) {
      return index % 2 == 0 ? exports.get(index) : imports.get(index);
    }

    void post(int index) {
      (index % 2 == 0 ? imports.get(index) : exports.get(index)).signalPost();
    }

    int await(long timeoutMillis) {
      return bed.rsm().signalWait(entries, entries.length, timeoutMillis);
    }

    List<Integer> marked() {
      return IntStream.range(0, entries.length).filter(i -> entries[i].isReady()).boxed().toList();
    }

    void assertNothingReady() {
      assertRsmError(RsmError.TIMEOUT, () -> await(0));
      assertEquals(List.of(), marked());
    }
  }

  @Rule(RuleId.WAIT_POLLFD_OK_01)
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 17, 64})
  void exactlyTheReadyOnesAreMarked(int size, TestBed bed) {
    Polled polled = new Polled(bed, size);
    polled.assertNothingReady();
    for (int i = 0; i < size; i++) {
      polled.post(i);
      assertEquals(1, polled.await(SOON));
      assertEquals(List.of(i), polled.marked());
      assertEquals(PollEntry.POLLIN, polled.entries[i].readyEvents());
      polled.assertNothingReady();
    }
    for (int step = 1; step <= 3; step++) {
      Set<Integer> posted = new TreeSet<>();
      for (int i = 0; i < size; i += step) {
        polled.post(i);
        posted.add(i);
      }
      assertEquals(posted, collect(polled, posted.size()));
      polled.assertNothingReady();
    }
  }

  /** Waits until so many were ready, each of them once: what was posted may arrive one by one. */
  private static Set<Integer> collect(Polled polled, int expected) {
    Set<Integer> seen = new TreeSet<>();
    while (seen.size() < expected) {
      int count = polled.await(SOON);
      assertEquals(count, polled.marked().size());
      polled.marked().forEach(index -> assertTrue(seen.add(index), "twice: " + index));
    }
    return seen;
  }

  @Rule(RuleId.WAIT_POLLFD_OK_02)
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void oneEventIsTakenOfEach(int size, TestBed bed) {
    Polled polled = new Polled(bed, size);
    for (int i = 0; i < size; i++) {
      for (int event = 0; event < 3; event++) {
        polled.post(i);
      }
    }
    int taken = 0;
    while (taken < 3 * size) {
      int count = polled.await(SOON);
      assertTrue(count >= 1 && count <= size);
      assertEquals(count, polled.marked().size());
      taken += count;
    }
    polled.assertNothingReady();
    polled.post(0);
    polled.post(0);
    polled.post(0);
    assertEquals(1, polled.await(SOON));
    assertEvents(2, polled.segment(0));
  }

  private static long millisOf(Executable call) throws Throwable {
    long start = System.nanoTime();
    call.execute();
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  @Rule(RuleId.WAIT_POLLFD_TIMEOUT_01)
  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void timeIsUp(long timeoutMillis, TestBed bed) throws Throwable {
    Polled polled = new Polled(bed, 5);
    polled.post(3);
    assertEquals(1, polled.await(SOON));
    assertWaitsInVain(timeoutMillis, () -> polled.await(timeoutMillis));
    assertEquals(List.of(), polled.marked());
    PollEntry[] none = {};
    assertWaitsInVain(timeoutMillis, () -> bed.rsm().signalWait(none, 0, timeoutMillis));
    assertWaitsInVain(timeoutMillis, () -> bed.rsm().signalWait(null, 0, timeoutMillis));
    polled.post(0);
    assertWaitsInVain(timeoutMillis, () -> bed.rsm().signalWait(polled.entries, 0, timeoutMillis));
    assertEquals(1, polled.await(SOON));
    assertEquals(List.of(0), polled.marked());
  }

  private static void assertWaitsInVain(long timeoutMillis, Executable wait) throws Throwable {
    long waited = millisOf(() -> assertRsmError(RsmError.TIMEOUT, wait));
    assertTrue(waited >= timeoutMillis, "waited " + waited + " ms");
  }

  @Rule(RuleId.WAIT_POLLFD_BAD_ADDR_01)
  @ParameterizedTest
  @ValueSource(ints = {1, 5, Integer.MAX_VALUE})
  void arrayIsMissing(int count, TestBed bed) {
    for (long timeoutMillis : new long[] {0, 100, -1}) {
      assertRsmError(RsmError.BAD_ADDR, () -> bed.rsm().signalWait(null, count, timeoutMillis));
    }
    Polled polled = new Polled(bed, 1);
    polled.post(0);
    assertEquals(1, polled.await(SOON));
  }

  @Rule(RuleId.WAIT_POLLFD_BAD_ARGS_ERRORS_01)
  @Test
  void numberOrReferenceIsWrong(TestBed bed) {
    Polled polled = new Polled(bed, 2);
    polled.post(0);
    for (int count : new int[] {-1, Integer.MIN_VALUE, 3, Integer.MAX_VALUE}) {
      assertRsmError(
          RsmError.BAD_ARGS_ERRORS, () -> bed.rsm().signalWait(polled.entries, count, SOON));
    }
    PollReference none = null;
    PollEntry[] withoutReference = {polled.entries[0], PollEntry.of(none)};
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> bed.rsm().signalWait(withoutReference, 2, SOON));
    PollEntry[] withoutEntry = {polled.entries[0], null};
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> bed.rsm().signalWait(withoutEntry, 2, SOON));
    polled.segment(1).releasePollReference();
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> polled.await(SOON));
    assertEquals(List.of(), polled.marked());
    // The event is still there, and the first entry alone is in order.
    assertEquals(1, bed.rsm().signalWait(polled.entries, 1, SOON));
    assertEquals(1, bed.rsm().signalWait(postedAgain(polled), 1, SOON));
    assertNoEvent(polled.segment(0));
  }

  private static PollEntry[] postedAgain(Polled polled) {
    polled.post(0);
    return polled.entries;
  }

  @Rule(RuleId.WAIT_POLLFD_INTERRUPTED_01)
  @ParameterizedTest
  @ValueSource(longs = {-1, 600_000})
  void interruptedWaitTakesNothing(long timeoutMillis, TestBed bed) {
    for (int size : new int[] {1, 5}) {
      Polled polled = new Polled(bed, size);
      AtomicBoolean status = new AtomicBoolean();
      Threads.Call waiting =
          Threads.start(
              () -> {
                try {
                  assertTrue(polled.await(timeoutMillis) > 0);
                } finally {
                  status.set(Thread.currentThread().isInterrupted());
                }
              });
      waiting.awaitBlocked().thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, waiting.code());
      assertTrue(status.get(), "the interrupt status is set");
      assertEquals(List.of(), polled.marked());
      polled.post(size - 1);
      assertEvents(1, polled.segment(size - 1));
    }
  }

  @Rule(RuleId.WAIT_POLLFD_CONCURRENCY_01)
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void loserWaitsOn(int size, TestBed bed) {
    Polled polled = new Polled(bed, size);
    AtomicLong loserMillis = new AtomicLong(-1);
    List<Threads.Call> calls =
        IntStream.range(0, 2)
            .mapToObj(index -> Threads.start(() -> race(polled, loserMillis)))
            .toList();
    polled.post(0);
    calls.forEach(call -> assertEquals(RsmError.SUCCESS, call.code()));
    assertTrue(loserMillis.get() >= 500, "the loser waited " + loserMillis.get() + " ms");
    assertNoEvent(polled.segment(0));
  }

  private static void race(Polled polled, AtomicLong loserMillis) {
    // An entry is for one wait at a time; the reference is shared.
    PollEntry[] own =
        Stream.of(polled.entries)
            .map(entry -> PollEntry.of(entry.reference()))
            .toArray(PollEntry[]::new);
    long start = System.nanoTime();
    RsmError code =
        codeOf(() -> assertEquals(1, polled.bed.rsm().signalWait(own, own.length, 500)));
    assertEquals(code == RsmError.SUCCESS, own[0].isReady());
    if (code == RsmError.TIMEOUT) {
      loserMillis.set(Duration.ofNanos(System.nanoTime() - start).toMillis());
    } else {
      assertEquals(RsmError.SUCCESS, code);
    }
  }
}
