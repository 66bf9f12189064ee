// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.library.linux.Futex;

/**
 * The one thread of a {@link SignalCounter} that sleeps on the word of the channel, from which a
 * post of another process wakes it. Guarded by the lock of the counter, which is not held
 * meanwhile.
 *
 * <p>The other process may write the word at will. So a sleep is short: what has happened here
 * meanwhile is seen at its end at the latest, even if the other side has undone the wake-up.
 */
final class DirectWait {

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ReentrantLock lock;

  /** Kept for the next wait, once there was one. */
  private @Nullable WordSleep sleep;

  private boolean sleeping;

  DirectWait(ReentrantLock lock) {
    this.lock = lock;
  }

  /** Tells whether the calling thread may sleep so: a virtual one would keep its carrier. */
  static boolean isPossible() {
    return !Thread.currentThread().isVirtual() && Futex.isAvailable();
  }

  /**
   * Sleeps on a word that announces it, at most that long, and for a slice.
   *
   * @return false if it was woken before
   */
  boolean sleep(MemorySegment word, long nanos) {
    WordSleep present = sleep;
    if (present == null) {
      present = new WordSleep();
      sleep = present;
    }
    long limit = Math.min(nanos, SLICE_NANOS);
    long start = System.nanoTime();
    present.begin(word);
    sleeping = true;
    lock.unlock();
    try {
      present.run(limit);
    } finally {
      lock.lock();
      sleeping = false;
    }
    return System.nanoTime() - start >= limit;
  }

  /** Has a thread that sleeps, or is about to, look again. */
  void wake() {
    WordSleep present = sleep;
    if (sleeping && present != null) {
      present.wake();
    }
  }
}
