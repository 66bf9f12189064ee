// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * The state of an import segment in one word, so that a transfer finds with one read that nothing
 * stands in its way.
 *
 * <pre>
 *   bit 0  READABLE         connected with the right to read
 *   bit 1  WRITABLE         connected with the right to write
 *   bit 2  NO_BARRIER       implicit mode and no live barrier
 *   bit 3  DRIVER_TRANSFER  the driver has a part in each transfer
 *   bit 4  BROKEN           the exporter or the path is gone, for good
 *   bit 5  DISCONNECTED     ended by the application
 *   bit 6  RELEASED         ended with the controller
 * </pre>
 *
 * <p>Bits 4 to 6 are never cleared. A driver sets BROKEN on a thread of its own, so the word
 * changes without a lock.
 */
abstract class ImportState {

  static final int READABLE = 1;
  static final int WRITABLE = 1 << 1;
  static final int NO_BARRIER = 1 << 2;
  static final int DRIVER_TRANSFER = 1 << 3;
  static final int BROKEN = 1 << 4;
  static final int DISCONNECTED = 1 << 5;
  static final int RELEASED = 1 << 6;

  static final int ENDED = DISCONNECTED | RELEASED;

  /** What stands in the way of a transfer by load or store. */
  static final int OBSTACLES = NO_BARRIER | DRIVER_TRANSFER | BROKEN | ENDED;

  static final int GET_MASK = READABLE | OBSTACLES;
  static final int PUT_MASK = WRITABLE | OBSTACLES;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(ImportState.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Read by transfers before and after the access; written through {@link #change} alone. */
  volatile int state;

  static int rights(Permission permission) {
    return (permission.canRead() ? READABLE : 0) | (permission.canWrite() ? WRITABLE : 0);
  }

  /** Sets the bits of a mask to those of a value and returns the state before. */
  final int change(int mask, int value) {
    int before;
    do {
      before = state;
    } while (!STATE.compareAndSet(this, before, (before & ~mask) | value));
    return before;
  }

  final boolean isBroken() {
    return (state & BROKEN) != 0;
  }

  /** Fails with BAD_SEG_HNDL if the import segment has ended. */
  final void checkConnected(String operation) {
    if ((state & ENDED) != 0) {
      throw new RsmException(
          RsmError.BAD_SEG_HNDL,
          operation,
          (state & RELEASED) != 0
              ? "the import segment was released with its controller"
              : "the import segment is disconnected");
    }
  }

  /** Fails with CONN_ABORTED if the connection is broken. */
  final void checkNotBroken(String operation) {
    if ((state & BROKEN) != 0) {
      throw new RsmException(
          RsmError.CONN_ABORTED, operation, "the exporter is gone; disconnect and connect anew");
    }
  }
}
