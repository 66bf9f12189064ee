// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** A call on a thread of its own, and what has become of it. */
final class Task {

  private static final long LIMIT_SECONDS = 20;

  private final CompletableFuture<RsmError> outcome = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean interruptSet;

  private Task(Runnable call) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    call.run();
                    outcome.complete(RsmError.SUCCESS);
                  } catch (RsmException e) {
                    interruptSet = Thread.currentThread().isInterrupted();
                    outcome.complete(e.error());
                  } catch (RuntimeException | Error e) {
                    outcome.completeExceptionally(e);
                  }
                });
  }

  static Task start(Runnable call) {
    return new Task(call);
  }

  /** Waits until the thread waits, which the call does only where it is to be held. */
  Task awaitBlocked() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertFalse(outcome.isDone(), "the call did not wait");
      assertTrue(System.nanoTime() < deadline, "the call does not wait");
      LockSupport.parkNanos(100_000);
    }
    assertFalse(outcome.isDone(), "the call did not wait");
    return this;
  }

  boolean isDone() {
    return outcome.isDone();
  }

  void interrupt() {
    thread.interrupt();
  }

  RsmError outcome() throws InterruptedException, ExecutionException, TimeoutException {
    return outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  void assertOutcome(RsmError expected)
      throws InterruptedException, ExecutionException, TimeoutException {
    assertEquals(expected, outcome());
  }

  /** Also checks that the thread knows it was interrupted. */
  void assertInterrupted() throws InterruptedException, ExecutionException, TimeoutException {
    assertOutcome(RsmError.INTERRUPTED);
    assertTrue(interruptSet, "the interrupt status is lost");
  }
}
