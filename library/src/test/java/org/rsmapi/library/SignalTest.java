// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;

@Timeout(60)
class SignalTest extends LibraryFixture {

  @Test
  void postsAccumulate() {
    ExportSegment segment = published();
    ImportSegment importer = connected(Permission.READ);
    for (int i = 0; i < 5; i++) {
      importer.signalPost();
    }
    for (int i = 0; i < 5; i++) {
      segment.signalWait(0);
    }
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
    assertRsmError(RsmError.TIMEOUT, () -> importer.signalWait(0));
  }

  @Test
  void exporterReachesEveryImportOnce() {
    ExportSegment segment = published();
    ImportSegment first = connected(Permission.READ);
    ImportSegment second = connected(Permission.WRITE);
    segment.signalPost();
    ImportSegment late = connected(Permission.RDWR);
    first.signalWait(0);
    second.signalWait(0);
    assertRsmError(RsmError.TIMEOUT, () -> first.signalWait(0));
    assertRsmError(RsmError.TIMEOUT, () -> late.signalWait(0));
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
  }

  @Test
  void watchingAndPostingAllocateNothing() {
    published();
    ImportSegment importer = connected(Permission.READ);
    SignalCounter counter = new SignalCounter("test");
    counter.attach(driver.published.get(ID));
    Waiter waiter = new Waiter();
    watchAndPost(counter, waiter, importer);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(own);
    watchAndPost(counter, waiter, importer);
    long bytes = threads.getThreadAllocatedBytes(own) - before;
    assertTrue(bytes < 20_000, "allocated " + bytes + " bytes in 20000 rounds");
  }

  private static void watchAndPost(SignalCounter counter, Waiter waiter, ImportSegment importer) {
    for (int i = 0; i < 20_000; i++) {
      counter.watch(waiter);
      counter.unwatch(waiter);
      importer.signalPost();
    }
  }

  @Test
  void timeoutIsNotEarly() {
    ExportSegment segment = exported();
    long start = System.nanoTime();
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(100));
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(100));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 30_000, Long.MAX_VALUE})
  void waiterWakesWhenAnEventArrives(long timeoutMillis) throws Exception {
    ExportSegment segment = published();
    ImportSegment importer = connected(Permission.READ);
    Future<?> waiter = waiting(segment, timeoutMillis);
    importer.signalPost();
    waiter.get();
  }

  @Test
  void destroyEndsWaiters() throws Exception {
    ExportSegment segment = published();
    Future<?> waiter = waiting(segment, -1);
    segment.destroy();
    assertEnds(RsmError.BAD_SEG_HNDL, waiter);
  }

  @Test
  void disconnectEndsWaiters() throws Exception {
    published();
    ImportSegment importer = connected(Permission.READ);
    Future<?> waiter = waiting(importer, -1);
    importer.disconnect();
    assertEnds(RsmError.BAD_SEG_HNDL, waiter);
  }

  @Test
  void interruptEndsTheWaitAndTakesNothing() throws Exception {
    ExportSegment segment = published();
    CompletableFuture<RsmError> outcome = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    segment.signalWait(-1);
                    outcome.complete(RsmError.SUCCESS);
                  } catch (RsmException e) {
                    outcome.complete(e.error());
                  }
                  flag.complete(Thread.currentThread().isInterrupted());
                });
    awaitBlocked(thread);
    thread.interrupt();
    assertEquals(RsmError.INTERRUPTED, outcome.get());
    assertTrue(flag.get());
    connected(Permission.READ).signalPost();
    segment.signalWait(0);
  }

  @Test
  void loserOfAnEventWaitsOn() throws Exception {
    ExportSegment segment = published();
    ImportSegment importer = connected(Permission.READ);
    Future<?> first = waiting(segment, -1);
    Future<?> second = waiting(segment, -1);
    importer.signalPost();
    awaitDone(first, second);
    assertEquals(1, (first.isDone() ? 1 : 0) + (second.isDone() ? 1 : 0));
    importer.signalPost();
    first.get();
    second.get();
  }

  @Test
  void pendingEventsOutliveTheConnectionAndTheDriver() {
    ExportSegment segment = published();
    ImportSegment importer = connected(Permission.READ);
    segment.signalPost();
    source.withdraw(driver);
    importer.signalWait(0);
    assertRsmError(RsmError.TIMEOUT, () -> importer.signalWait(0));
    assertRsmError(RsmError.CONN_ABORTED, importer::signalPost);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.signalWait(0));
  }

  @Test
  void noEventIsLostBetweenThreads() throws Exception {
    ExportSegment segment = published();
    ImportSegment importer = connected(Permission.READ);
    int posters = 4;
    int posts = 2_000;
    try (ExecutorService threads = Executors.newFixedThreadPool(2 * posters)) {
      for (int i = 0; i < posters; i++) {
        threads.execute(
            () -> {
              for (int n = 0; n < posts; n++) {
                importer.signalPost();
              }
            });
      }
      Future<?>[] waiters = new Future<?>[posters];
      for (int i = 0; i < posters; i++) {
        waiters[i] =
            threads.submit(
                () -> {
                  for (int n = 0; n < posts; n++) {
                    segment.signalWait(30_000);
                  }
                });
      }
      for (Future<?> waiter : waiters) {
        waiter.get();
      }
    }
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
  }

  private static Future<?> waiting(Segment segment, long timeoutMillis) throws Exception {
    CompletableFuture<Void> outcome = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    segment.signalWait(timeoutMillis);
                    outcome.complete(null);
                  } catch (RsmException e) {
                    outcome.completeExceptionally(e);
                  }
                });
    awaitBlocked(thread);
    return outcome;
  }

  private static void awaitBlocked(Thread thread) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(System.nanoTime() < deadline, "the thread does not block");
      Thread.onSpinWait();
    }
  }

  private static void awaitDone(Future<?> first, Future<?> second) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!first.isDone() && !second.isDone()) {
      assertTrue(System.nanoTime() < deadline, "nobody got the event");
      Thread.onSpinWait();
    }
  }

  private static void assertEnds(RsmError expected, Future<?> waiter) throws Exception {
    try {
      waiter.get();
    } catch (ExecutionException e) {
      assertEquals(expected, ((RsmException) e.getCause()).error());
      return;
    }
    throw new AssertionError("the wait ended without " + expected);
  }
}
