// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.SignalChannel;
import org.rsmapi.spi.SignalListener;

/**
 * The events of one segment handle, and the threads that wait for them.
 *
 * <p>Counting and waiting happen here and not in the driver, so that a thread that waits has no
 * frame of the driver on its stack and goes on waiting when the driver leaves.
 */
final class SignalCounter implements SignalListener {

  /**
   * Looks at the channel this often before blocking; an answer that is on its way comes in time.
   */
  private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

  /** Of so many looks while spinning one takes the lock, and sees what has happened here. */
  private static final int SPINS_PER_LOOK = 16;

  /** A channel that wakes so often for nothing is not slept on for the rest of the wait. */
  private static final int FRUITLESS_WAKES = 8;

  private final String operation;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final DirectWait direct = new DirectWait(lock);
  private final ContainedChannel channel;
  private final List<Waiter> watchers = new ArrayList<>();

  private long pending;

  /** Threads that block, and those that watch several sources. */
  private int waiting;

  /** The channel tells of arrivals. */
  private boolean told;

  private volatile boolean ended;

  SignalCounter(String operation) {
    this.operation = operation;
    this.channel = new ContainedChannel(operation);
  }

  /** Gives the counter its channel, once, before the handle is handed out. */
  void attach(SignalChannel source) {
    lock.lock();
    try {
      channel.attach(source);
    } finally {
      lock.unlock();
    }
  }

  /** Takes what has arrived and lets go of the driver; waiting goes on. */
  void detach() {
    lock.lock();
    try {
      harvest();
      channel.detach();
      wakeAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waits, present and future, with BAD_SEG_HNDL. */
  void end() {
    lock.lock();
    try {
      ended = true;
      channel.detach();
      wakeAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void signalsArrived() {
    lock.lock();
    try {
      harvest();
      if (pending > 0) {
        wakeAll();
      } else {
        direct.wake(); // its word may not be enough any more
      }
    } finally {
      lock.unlock();
    }
  }

  /** All of them, since one that is told may end without taking the event. */
  private void wakeAll() {
    changed.signalAll();
    watchers.forEach(Waiter::wake);
    direct.wake();
  }

  boolean isEnded() {
    return ended;
  }

  /** Has a waiter told of arrivals and of ends; it looks again after this call. */
  void watch(Waiter waiter) {
    lock.lock();
    try {
      watchers.add(waiter);
      waiting++;
      beTold();
    } finally {
      lock.unlock();
    }
  }

  void unwatch(Waiter waiter) {
    lock.lock();
    try {
      if (watchers.remove(waiter)) {
        leave();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a reference; what waits with it looks and finds that. */
  void invalidate(SegmentReference reference) {
    lock.lock();
    try {
      reference.invalidate();
      watchers.forEach(Waiter::wake);
    } finally {
      lock.unlock();
    }
  }

  /** Takes one event, unless there is none or the reference is no longer valid. */
  boolean takeFor(SegmentReference reference) {
    lock.lock();
    try {
      return reference.isValid() && takeLocked();
    } finally {
      lock.unlock();
    }
  }

  void await(long timeoutMillis) {
    if (timeoutMillis == 0) {
      if (!take()) {
        throw timeout(timeoutMillis);
      }
      return;
    }
    for (int i = 0; i < SPINS; i++) {
      if (mayHaveChanged(i) && (channel.takeSingle() || take())) {
        return;
      }
      Thread.onSpinWait();
    }
    block(timeoutMillis);
  }

  /** Tells whether to look. What other threads have changed here is surely seen now and then. */
  private boolean mayHaveChanged(int spin) {
    return pending > 0 || channel.mayHaveArrived() || spin % SPINS_PER_LOOK == SPINS_PER_LOOK - 1;
  }

  private boolean take() {
    lock.lock();
    try {
      return takeLocked();
    } finally {
      lock.unlock();
    }
  }

  private boolean takeLocked() {
    if (ended) {
      throw new RsmException(
          RsmError.BAD_SEG_HNDL, operation, "the segment has ended; wait on a live one");
    }
    // Before an event is taken: posts that do not accumulate are judged by what was pending then.
    harvest();
    if (pending > 0) {
      pending--;
      return true;
    }
    return false;
  }

  private void harvest() {
    pending += channel.takeArrived(pending);
  }

  private void block(long timeoutMillis) {
    long start = System.nanoTime();
    lock.lock();
    try {
      waiting++;
      try {
        if (!sleep(start, timeoutMillis)) {
          park(start, timeoutMillis);
        }
      } finally {
        leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(
          RsmError.INTERRUPTED, operation, "timeoutMillis=" + timeoutMillis, 0, e);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is left of a time, a long one if there is no limit. */
  private static long nanosLeft(long start, long timeoutMillis) {
    return timeoutMillis < 0
        ? Long.MAX_VALUE
        : TimeUnit.MILLISECONDS.toNanos(timeoutMillis) - (System.nanoTime() - start);
  }

  /**
   * Sleeps on the word of the channel as long as this thread is the only one that waits; returns
   * whether it took an event. Without the lock meanwhile.
   */
  private boolean sleep(long start, long timeoutMillis) {
    int fruitless = 0;
    while (waiting == 1
        && fruitless < FRUITLESS_WAKES
        && DirectWait.isPossible()
        && !Thread.currentThread().isInterrupted()) {
      told = false;
      MemorySegment word = channel.announceSleeper();
      // The announcement comes before this look, so an event is either seen here or wakes.
      if (takeLocked()) {
        return true;
      }
      long nanos = nanosLeft(start, timeoutMillis);
      if (word == null || nanos <= 0) {
        return false;
      }
      fruitless += direct.sleep(word, nanos) ? 0 : 1;
      if (takeLocked()) {
        return true;
      }
    }
    return false;
  }

  /** Waits until told. */
  private void park(long start, long timeoutMillis) throws InterruptedException {
    beTold();
    // The announcement comes before this look, so an event is either seen here or told.
    while (!takeLocked()) {
      long nanos = nanosLeft(start, timeoutMillis);
      if (timeoutMillis < 0) {
        changed.await();
      } else if (nanos <= 0) {
        throw timeout(timeoutMillis);
      } else {
        long unused = changed.awaitNanos(nanos);
      }
    }
  }

  /** Has the channel tell of arrivals, and who sleeps look whether that concerns it. */
  private void beTold() {
    if (!told) {
      told = true;
      channel.setWaiting(true);
      direct.wake();
    }
  }

  private void leave() {
    if (--waiting == 0) {
      told = false;
      channel.setWaiting(false);
    }
  }

  private RsmException timeout(long timeoutMillis) {
    return new RsmException(RsmError.TIMEOUT, operation, "timeoutMillis=" + timeoutMillis);
  }
}
