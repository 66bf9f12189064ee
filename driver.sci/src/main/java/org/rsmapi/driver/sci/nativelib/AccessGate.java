// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the accesses to memory that can be taken away, and keeps further ones out while it is.
 *
 * <p>A shared arena would do the same without a count. But before JDK-8364167 an access that is
 * under way can go on after the arena was closed, and then the process ends with it.
 */
final class AccessGate {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = 10_000;

  /** Added while it is closed: makes the count negative, however many try to enter. */
  private static final int CLOSED = Integer.MIN_VALUE;

  private final AtomicInteger accesses = new AtomicInteger();

  /** Returns whether the access may begin; then {@link #leave} ends it. */
  boolean enter() {
    if (accesses.getAndIncrement() >= 0) {
      return true;
    }
    leave();
    return false;
  }

  void leave() {
    accesses.getAndDecrement();
  }

  /**
   * Keeps further accesses out, and waits for those that are under way.
   *
   * @return false if one of them does not end; then it is open as before
   */
  boolean close() {
    accesses.getAndAdd(CLOSED);
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (accesses.get() != CLOSED) {
      if (System.nanoTime() - deadline > 0) {
        open();
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }

  /** Lets accesses in again. */
  void open() {
    accesses.getAndAdd(CLOSED); // twice is nothing
  }
}
