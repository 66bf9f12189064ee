// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;
import org.rsmapi.RsmError;

/** Threads that call the API, and waiting for what they do. */
public final class Threads {

  /** Between two looks; who is waited for needs the processor more. */
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private Threads() {}

  /**
   * A call in a thread of its own.
   *
   * @param thread the thread
   * @param outcome the code that the call ends with
   */
  public record Call(Thread thread, CompletableFuture<RsmError> outcome) {

    /** Waits until the call has ended and returns its code. */
    public RsmError code() {
      await("the end of the call", outcome::isDone);
      return outcome.join();
    }

    /** Waits until the thread is blocked in the call. */
    public Call awaitBlocked() {
      await(
          "a blocked thread",
          () ->
              outcome.isDone()
                  || thread.getState() == Thread.State.WAITING
                  || thread.getState() == Thread.State.TIMED_WAITING);
      Assertions.assertFalse(outcome.isDone(), "the call has ended instead of waiting");
      return this;
    }
  }

  /** Starts a call in a platform thread. */
  public static Call start(Executable call) {
    return start(Thread.ofPlatform().daemon(), call);
  }

  /** Starts a call in a virtual thread. */
  public static Call startVirtual(Executable call) {
    return start(Thread.ofVirtual(), call);
  }

  private static Call start(Thread.Builder builder, Executable call) {
    CompletableFuture<RsmError> outcome = new CompletableFuture<>();
    Thread thread =
        builder.start(
            () -> {
              try {
                outcome.complete(RsmAssertions.codeOf(call));
              } catch (AssertionError e) {
                outcome.completeExceptionally(e);
              }
            });
    return new Call(thread, outcome);
  }

  /** A call that knows its number. */
  public interface Numbered {
    void run(int index) throws Throwable;
  }

  /** Runs a call in so many threads at once and returns the codes in the order of the numbers. */
  public static List<RsmError> race(int threads, Numbered call) {
    CountDownLatch start = new CountDownLatch(1);
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int index = i;
      calls.add(
          start(
              () -> {
                start.await();
                call.run(index);
              }));
    }
    start.countDown();
    return calls.stream().map(Call::code).toList();
  }

  /** Waits for a condition, as long as {@link Limits} allows. */
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Limits.longest().toNanos();
    while (!condition.getAsBoolean()) {
      Assertions.assertTrue(System.nanoTime() - deadline < 0, "no " + what);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
