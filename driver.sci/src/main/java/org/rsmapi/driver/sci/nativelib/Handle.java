// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * A handle of the library, which no call can use any more once it is retired. It has an arena of
 * its own: a call that it is passed to keeps that open.
 */
final class Handle {

  private static final long CLOSED_AT_LATEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_PAUSE_NANOS = 10_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  private final long value;
  private Arena arena = Arena.ofShared();
  private volatile MemorySegment segment;

  Handle(long value) {
    this.value = value;
    segment = scoped(value, 0);
  }

  /** Returns the handle, to be passed to a call. */
  MemorySegment segment() {
    return segment;
  }

  /** Returns the handle for the call that gives it back. */
  long value() {
    return value;
  }

  boolean isAlive() {
    return segment.scope().isAlive();
  }

  /** Returns memory that is accessible for as long as the handle is. */
  @SuppressWarnings("restricted")
  MemorySegment scoped(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size, arena, null);
  }

  /**
   * Keeps further calls from using it, after those that do.
   *
   * @param call what gives it back
   * @throws SisciException with NOT_CONNECTED if it was given back before, with BUSY if a call does
   *     not end
   */
  synchronized void retire(String call) {
    long deadline = System.nanoTime() + CLOSED_AT_LATEST_NANOS;
    long pause = FIRST_PAUSE_NANOS;
    while (!close(call)) {
      if (System.nanoTime() - deadline > 0) {
        throw new SisciException(SisciError.BUSY, call, "another thread is using it");
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  private boolean close(String call) {
    if (!isAlive()) {
      throw new SisciException(SisciError.NOT_CONNECTED, call, "it was given back before");
    }
    try {
      arena.close();
      return true;
    } catch (IllegalStateException e) {
      return false; // a call keeps it open
    }
  }

  /**
   * Gives it back, after the calls that use it; if that fails, it is in use as before.
   *
   * @param call what gives it back
   */
  void end(String call, Runnable givingBack) {
    retire(call);
    boolean done = false;
    try {
      givingBack.run();
      done = true;
    } finally {
      if (!done) {
        revive();
      }
    }
  }

  /** Has it back in use, as it could not be given back. */
  synchronized void revive() {
    arena = Arena.ofShared();
    segment = scoped(value, 0);
  }
}
