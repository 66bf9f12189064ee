// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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

  private final String operation;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final List<Waiter> watchers = new ArrayList<>();

  private @Nullable SignalChannel channel;
  private long pending;
  private int waiting;

  /** The driver has failed, which was told once. */
  private boolean failed;

  private volatile boolean ended;

  SignalCounter(String operation) {
    this.operation = operation;
  }

  /** Gives the counter its channel, once, before the handle is handed out. */
  void attach(SignalChannel source) {
    lock.lock();
    try {
      channel = source;
    } finally {
      lock.unlock();
    }
  }

  /** Takes what has arrived and lets go of the driver; waiting goes on. */
  void detach() {
    lock.lock();
    try {
      harvest();
      channel = null;
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
      channel = null;
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
      }
    } finally {
      lock.unlock();
    }
  }

  /** All of them, since one that is told may end without taking the event. */
  private void wakeAll() {
    changed.signalAll();
    watchers.forEach(Waiter::wake);
  }

  boolean isEnded() {
    return ended;
  }

  /** Has a waiter told of arrivals and of ends; it looks again after this call. */
  void watch(Waiter waiter) {
    lock.lock();
    try {
      watchers.add(waiter);
      announce(waiting++ == 0, true);
    } finally {
      lock.unlock();
    }
  }

  void unwatch(Waiter waiter) {
    lock.lock();
    try {
      if (watchers.remove(waiter)) {
        announce(--waiting == 0, false);
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
    if (take()) {
      return;
    }
    if (timeoutMillis == 0) {
      throw timeout(timeoutMillis);
    }
    for (int i = 0; i < SPINS; i++) {
      Thread.onSpinWait();
      if (take()) {
        return;
      }
    }
    block(timeoutMillis);
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
    SignalChannel source = channel;
    if (source != null) {
      try {
        pending += Math.max(0, source.takeArrived(pending));
      } catch (RuntimeException | Error e) {
        channelFailed(e);
      }
    }
  }

  private void block(long timeoutMillis) {
    lock.lock();
    try {
      announce(waiting++ == 0, true);
      try {
        // The announcement comes before this look, so an event is either seen here or told.
        long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (!takeLocked()) {
          if (timeoutMillis < 0) {
            changed.await();
          } else if (nanos <= 0) {
            throw timeout(timeoutMillis);
          } else {
            nanos = changed.awaitNanos(nanos);
          }
        }
      } finally {
        announce(--waiting == 0, false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(
          RsmError.INTERRUPTED, operation, "timeoutMillis=" + timeoutMillis, 0, e);
    } finally {
      lock.unlock();
    }
  }

  private void announce(boolean change, boolean value) {
    SignalChannel source = channel;
    if (change && source != null) {
      try {
        source.setWaiting(value);
      } catch (RuntimeException | Error e) {
        channelFailed(e);
      }
    }
  }

  /** Waiting has no code for this, and goes on: told once, since the channel is asked often. */
  private void channelFailed(Throwable thrown) {
    if (!failed) {
      failed = true;
      DriverFailure.contained(operation, thrown);
    }
  }

  private RsmException timeout(long timeoutMillis) {
    return new RsmException(RsmError.TIMEOUT, operation, "timeoutMillis=" + timeoutMillis);
  }
}
