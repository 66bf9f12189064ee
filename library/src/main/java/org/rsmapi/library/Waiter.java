// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one wait for several sources, for those who have news for it.
 *
 * <p>The thread calls {@link #beginLook}, looks at its sources, and parks if it finds nothing: news
 * that comes after the begin keeps it from parking.
 */
final class Waiter {

  private final Thread thread = Thread.currentThread();
  private volatile boolean woken;

  /** Any thread, also under a lock: never blocks. */
  void wake() {
    if (!woken) {
      woken = true;
      LockSupport.unpark(thread);
    }
  }

  void beginLook() {
    woken = false;
  }

  /** Parks without limit if the nanoseconds are negative; may return early. */
  void park(long nanos) {
    if (woken) {
      return;
    }
    if (nanos < 0) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, nanos);
    }
  }
}
