// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rsmapi.driver.sci.sisci.CallbackReason;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;

/**
 * Who hears of what, by the number that the library passes on as {@code arg}. What the library
 * calls are the three methods that {@link CallbackStubs} links.
 */
final class Callbacks {

  private static final Logger LOG = System.getLogger(Callbacks.class.getName());

  /** {@code SCI_CALLBACK_CONTINUE}. */
  private static final int CONTINUE = 2;

  private static final long ENDED_AT_LATEST_MILLIS = 1000;

  private static final Map<Integer, CallbackReason> REASONS =
      Arrays.stream(CallbackReason.values())
          .collect(Collectors.toUnmodifiableMap(CallbackReason::number, reason -> reason));

  /** One who hears; the lock is held while it does. */
  private static final class Listener {
    final Object callback;
    final ReentrantLock lock = new ReentrantLock();
    volatile boolean ended;

    Listener(Object callback) {
      this.callback = callback;
    }
  }

  private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();

  /** Adds one who hears; returns the number. */
  long add(Object callback) {
    long number = numbers.incrementAndGet();
    listeners.put(number, new Listener(callback));
    return number;
  }

  /**
   * Has one hear no more. Waits for what it is just hearing, whether the thread is interrupted or
   * not, but a second at most: a callback that does not return is a defect of who gave it.
   */
  void remove(long number) {
    Listener listener = listeners.remove(number);
    if (listener == null) {
      return;
    }
    listener.ended = true;
    if (awaitIdle(listener.lock)) {
      listener.lock.unlock();
    } else {
      LOG.log(Level.WARNING, "A callback of SISCI does not return: {0}", listener.callback);
    }
  }

  private static boolean awaitIdle(ReentrantLock lock) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return lock.tryLock(ENDED_AT_LATEST_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // Called by the library.

  int localSegment(long number, long handle, int reason, int nodeId, int adapterNo, int error) {
    dispatch(
        number,
        callback ->
            ifKnown(reason, known -> ((LocalSegmentCallback) callback).event(known, nodeId)));
    return CONTINUE;
  }

  int remoteSegment(long number, long handle, int reason, int error) {
    dispatch(
        number,
        callback -> ifKnown(reason, known -> ((RemoteSegmentCallback) callback).event(known)));
    return CONTINUE;
  }

  @SuppressWarnings("restricted")
  int dataInterrupt(long number, long handle, MemorySegment data, int length, int error) {
    dispatch(
        number,
        callback -> {
          byte[] copy = data.reinterpret(Integer.toUnsignedLong(length)).toArray(JAVA_BYTE);
          ((DataInterruptCallback) callback).arrived(copy);
        });
    return CONTINUE;
  }

  private static void ifKnown(int reason, Consumer<CallbackReason> action) {
    CallbackReason known = REASONS.get(reason);
    if (known != null) {
      action.accept(known);
    } else {
      LOG.log(Level.WARNING, "SISCI gives the unknown reason {0} for a callback", reason);
    }
  }

  /** Nothing may be thrown into the library, which would end the process. */
  @SuppressWarnings("CatchingUnchecked")
  private void dispatch(long number, Consumer<Object> event) {
    try {
      Listener listener = listeners.get(number);
      if (listener == null) {
        return;
      }
      listener.lock.lock();
      try {
        if (!listener.ended) {
          event.accept(listener.callback);
        }
      } finally {
        listener.lock.unlock();
      }
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "A callback of SISCI has failed", e);
    }
  }
}
