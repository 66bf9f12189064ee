// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.FaultInjection.Fault;

/** A call on a thread of its own. */
final class Background {

  private final AtomicReference<RsmError> outcome = new AtomicReference<>();
  private final AtomicBoolean flagged = new AtomicBoolean();
  private final Thread thread;

  Background(Runnable call) {
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  outcome.set(error(call));
                  flagged.set(Thread.currentThread().isInterrupted());
                });
  }

  /** What a call of the API says. */
  static RsmError error(Runnable call) {
    try {
      call.run();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }

  static void awaitHits(Fault fault, int hits) {
    await(() -> fault.hits() >= hits);
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, "the condition does not come true");
      Thread.onSpinWait();
    }
  }

  /** Interrupts the call; it leaves the flag set. */
  RsmError interrupt() throws InterruptedException {
    thread.interrupt();
    RsmError error = outcome();
    assertTrue(flagged.get(), "the flag of the thread is gone");
    return error;
  }

  RsmError outcome() throws InterruptedException {
    assertTrue(thread.join(Duration.ofSeconds(20)), "the call does not return");
    return outcome.get();
  }
}
