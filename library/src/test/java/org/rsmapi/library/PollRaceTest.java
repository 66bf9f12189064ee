// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** Posts, waits of all forms, releases and ends at the same time. */
@Timeout(120)
class PollRaceTest extends LibraryFixture {

  private static final int POSTS = 2_000;

  private List<ExportSegment> exports(int number) {
    List<ExportSegment> exports = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ExportSegment exporter = exported();
      exporter.publish(SegmentId.of(0x400000 + i), null);
      exports.add(exporter);
    }
    return exports;
  }

  private List<ImportSegment> imports(int number) {
    List<ImportSegment> imports = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      imports.add(
          controller.connect(MemoryDriver.NODE, SegmentId.of(0x400000 + i), Permission.READ));
    }
    return imports;
  }

  private static PollEntry[] entries(List<PollReference> references, int rotation) {
    PollEntry[] entries = new PollEntry[references.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = PollEntry.of(references.get((i + rotation) % entries.length));
    }
    return entries;
  }

  /** WAIT_POLLFD-CONCURRENCY-01, with waits for one, for several, and with a descriptor. */
  @Test
  void noEventIsLostOrHandedOutTwice() throws Exception {
    int segments = 3;
    List<ExportSegment> exports = exports(segments);
    List<ImportSegment> imports = imports(segments);
    List<PollReference> references = exports.stream().map(ExportSegment::getPollReference).toList();
    AtomicInteger left = new AtomicInteger(segments * POSTS);
    List<Future<?>> work = new ArrayList<>();
    try (OsPipe quiet = new OsPipe();
        ExecutorService platform = Executors.newCachedThreadPool();
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ImportSegment importer : imports) {
        work.add(platform.submit(() -> post(importer)));
      }
      for (int i = 0; i < 4; i++) {
        int rotation = i;
        PollEntry[] entries = entries(references, rotation);
        work.add((i % 2 == 0 ? platform : virtual).submit(() -> drain(entries, left)));
        ExportSegment one = exports.get(i % segments);
        work.add((i % 2 == 0 ? virtual : platform).submit(() -> drain(one, left)));
      }
      PollEntry[] mixed = {
        PollEntry.of(references.get(0)),
        PollEntry.ofDescriptor(quiet.readEnd(), PollEntry.POLLIN),
        PollEntry.of(references.get(2))
      };
      work.add(platform.submit(() -> drain(mixed, left)));
      for (Future<?> part : work) {
        part.get();
      }
    }
    assertEquals(0, left.get());
    for (ExportSegment exporter : exports) {
      assertRsmError(RsmError.TIMEOUT, () -> exporter.signalWait(0));
    }
  }

  private static void post(ImportSegment importer) {
    for (int n = 0; n < POSTS; n++) {
      importer.signalPost();
    }
  }

  private void drain(PollEntry[] entries, AtomicInteger left) {
    while (left.get() > 0) {
      try {
        int ready = rsm.signalWait(entries, entries.length, 20);
        assertEquals(ready, List.of(entries).stream().filter(PollEntry::isReady).count());
        assertTrue(left.addAndGet(-ready) >= 0, "more events than posts");
      } catch (RsmException e) {
        assertEquals(RsmError.TIMEOUT, e.error());
      }
    }
  }

  private static void drain(ExportSegment exporter, AtomicInteger left) {
    while (left.get() > 0) {
      try {
        exporter.signalWait(20);
        assertTrue(left.decrementAndGet() >= 0, "more events than posts");
      } catch (RsmException e) {
        assertEquals(RsmError.TIMEOUT, e.error());
      }
    }
  }

  /** Far more waiting virtual threads than carriers; each gets its one event. */
  @Test
  void thousandVirtualThreadsAreServed() throws Exception {
    int waiters = 1_000;
    List<ExportSegment> exports = exports(2);
    List<ImportSegment> imports = imports(2);
    List<PollReference> references = exports.stream().map(ExportSegment::getPollReference).toList();
    List<WaitingThread> threads = new ArrayList<>();
    for (int i = 0; i < waiters; i++) {
      PollEntry[] entries = entries(references, i);
      threads.add(WaitingThread.blockedIn(true, () -> rsm.signalWait(entries, 2, -1)));
    }
    for (int i = 0; i < waiters; i++) {
      imports.get(i % 2).signalPost();
    }
    // One call may take an event of each segment: as many more are needed.
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int posts = waiters;
    while (threads.stream().anyMatch(thread -> !thread.result.isDone())) {
      int taken = 0;
      int waiting = 0;
      for (WaitingThread thread : threads) {
        if (thread.result.isDone()) {
          taken += thread.get();
        } else {
          waiting++;
        }
      }
      if (taken == posts && waiting > 0) {
        imports.get(0).signalPost();
        posts++;
      }
      assertTrue(System.nanoTime() < deadline, "waiting=" + waiting + ", taken=" + taken);
      Thread.onSpinWait();
    }
  }

  /** Every outcome is one of the documented ones, and no event is both taken and left. */
  @Test
  void releaseAndDestroyWhileOthersWaitAndPost() throws Exception {
    Map<RsmError, Integer> outcomes = new EnumMap<>(RsmError.class);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int round = 0; round < 1_000; round++) {
        ExportSegment exporter = published();
        ImportSegment importer = connected(Permission.READ);
        PollEntry[] entries = {PollEntry.of(exporter.getPollReference())};
        Future<RsmError> wait = threads.submit(() -> outcome(() -> rsm.signalWait(entries, 1, -1)));
        Future<RsmError> post = threads.submit(() -> outcome(importer::signalPost));
        Future<RsmError> release = threads.submit(() -> outcome(exporter::releasePollReference));
        assertEquals(RsmError.SUCCESS, post.get());
        assertEquals(RsmError.SUCCESS, release.get());
        RsmError waited = wait.get();
        outcomes.merge(waited, 1, Integer::sum);
        RsmError rest = outcome(() -> exporter.signalWait(0));
        assertEquals(
            waited == RsmError.SUCCESS ? RsmError.TIMEOUT : RsmError.SUCCESS,
            rest,
            "after " + waited);
        exporter.destroy();
        importer.close();
      }
    }
    outcomes.remove(RsmError.SUCCESS);
    outcomes.remove(RsmError.BAD_ARGS_ERRORS);
    assertEquals(Map.of(), outcomes);
  }

  @Test
  void closeWhileOthersWait() throws Exception {
    for (int round = 0; round < 300; round++) {
      ExportSegment exporter = published();
      PollEntry[] entries = {PollEntry.of(exporter.getPollReference())};
      WaitingThread waiting =
          WaitingThread.started(round % 2 == 0, () -> rsm.signalWait(entries, 1, -1));
      exporter.close();
      waiting.assertFails(RsmError.BAD_ARGS_ERRORS);
    }
  }

  private static RsmError outcome(Runnable call) {
    try {
      call.run();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }
}
