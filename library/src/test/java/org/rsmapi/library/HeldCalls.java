// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Holds calls of one name back in the driver until they are let go, or interrupted. */
final class HeldCalls implements Consumer<String> {

  private static final long LIMIT_SECONDS = 20;

  private final String name;
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);

  HeldCalls(String name) {
    this.name = name;
  }

  /** Has a driver hold its calls of one name back, and do nothing else before its calls. */
  static HeldCalls in(MemoryDriver driver, String name) {
    HeldCalls held = new HeldCalls(name);
    driver.before = held;
    return held;
  }

  @Override
  public void accept(String call) {
    if (!call.equals(name)) {
      return;
    }
    arrived.release();
    try {
      assertTrue(released.await(LIMIT_SECONDS, TimeUnit.SECONDS), "nobody lets " + name + " go");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(RsmError.INTERRUPTED, name, "held back", 0, e);
    }
  }

  /** Starts a call of the application; returns once the driver holds it back. */
  Task start(Runnable call) throws InterruptedException {
    Task task = Task.start(call);
    await();
    return task;
  }

  /** Waits until one more call is held back. */
  void await() throws InterruptedException {
    assertTrue(arrived.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS), name + " does not come");
  }

  /** Tells whether a further call has come. */
  boolean another() {
    return arrived.tryAcquire();
  }

  void release() {
    released.countDown();
  }
}
