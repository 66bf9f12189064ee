// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.FaultInjection.Fault;

/** A call on a thread of its own, which a fault holds back. */
final class HeldCall {

  private final AtomicReference<RsmError> outcome = new AtomicReference<>();
  private final AtomicBoolean flagged = new AtomicBoolean();
  private final Thread thread;

  HeldCall(Runnable call) {
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    call.run();
                    outcome.set(RsmError.SUCCESS);
                  } catch (RsmException e) {
                    outcome.set(e.error());
                  }
                  flagged.set(Thread.currentThread().isInterrupted());
                });
  }

  /** Waits until as many calls have met the fault. */
  static void awaitHits(Fault fault, int hits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (fault.hits() < hits) {
      assertTrue(System.nanoTime() - deadline < 0, () -> fault + " is met by no call");
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
