// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** A thread that waits in a call, and what has become of it. */
final class WaitingThread {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  final Thread thread;
  final CompletableFuture<Integer> result = new CompletableFuture<>();
  final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

  private WaitingThread(Thread.Builder builder, IntSupplier call) {
    thread =
        builder.start(
            () -> {
              try {
                int value = call.getAsInt();
                interrupted.complete(Thread.currentThread().isInterrupted());
                result.complete(value);
              } catch (RsmException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
                result.completeExceptionally(e);
              }
            });
  }

  /** Returns once the thread is blocked. */
  static WaitingThread blockedIn(boolean virtual, IntSupplier call) {
    WaitingThread waiting = started(virtual, call);
    until(
        () ->
            waiting.thread.getState() == Thread.State.WAITING
                || waiting.thread.getState() == Thread.State.TIMED_WAITING);
    return waiting;
  }

  static WaitingThread started(boolean virtual, IntSupplier call) {
    return new WaitingThread(virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon(), call);
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not in time");
      Thread.onSpinWait();
    }
  }

  int get() throws Exception {
    return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  void assertFails(RsmError expected) throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("ready=" + result.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      assertEquals(expected, ((RsmException) e.getCause()).error());
    }
  }
}
