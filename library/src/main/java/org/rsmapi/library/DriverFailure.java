// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * Makes of whatever a driver throws what the application gets: a code that the function documents,
 * or, where a function has none to tell of it, nothing.
 */
final class DriverFailure {

  private static final Logger LOG = System.getLogger(DriverFailure.class.getName());

  private DriverFailure() {}

  /**
   * Calls a driver.
   *
   * @param operation the call of the application
   * @param codes what it may answer
   */
  static <T extends @Nullable Object> T translate(
      String operation, DriverCodes codes, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException | Error e) {
      throw of(e, operation, codes);
    }
  }

  /** Calls a driver that returns nothing. */
  static void translateRun(String operation, DriverCodes codes, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      throw of(e, operation, codes);
    }
  }

  /**
   * Calls a driver for what cannot fail for the application, since it is over whatever the driver
   * says.
   */
  static void contain(String operation, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      contained(operation, e);
    }
  }

  /** For where a call must not allocate: as {@link #contain}, after the driver has thrown. */
  static void contained(String operation, Throwable thrown) {
    keepInterrupt(thrown);
    LOG.log(Level.WARNING, "A driver failed in a call that goes on without: " + operation, thrown);
  }

  /**
   * Returns what the application gets for what a driver has thrown that was to move data.
   *
   * @param operation the call of the application
   * @param buffer the application's memory, which it may have closed meanwhile
   * @param codes what the call may answer
   */
  static RsmException ofTransfer(
      Throwable thrown, String operation, MemorySegment buffer, DriverCodes codes) {
    RsmException failure = of(thrown, operation, codes);
    return buffer.scope().isAlive() ? failure : closedMeanwhile(operation, failure);
  }

  static RsmException closedMeanwhile(String operation, RuntimeException cause) {
    return new RsmException(
        RsmError.BAD_ADDR, operation, "the arena of the buffer was closed meanwhile", 0, cause);
  }

  /** Returns what the application gets for what a driver has thrown. */
  static RsmException of(Throwable thrown, String operation, DriverCodes codes) {
    keepInterrupt(thrown);
    if (thrown instanceof RsmException e) {
      RsmError error = codes.answer(e.error());
      return error == e.error() && operation.equals(e.operation())
          ? e // the library's own, from within the call
          : new RsmException(error, operation, e.detail(), e.driverStatus(), e);
    }
    if (thrown instanceof OutOfMemoryError) {
      return new RsmException(
          codes.answer(RsmError.INSUFFICIENT_MEM),
          operation,
          "out of memory in the driver",
          0,
          thrown);
    }
    return new RsmException(codes.defect(), operation, "the driver failed: " + thrown, 0, thrown);
  }

  /** A driver that ends a wait because of an interrupt may have taken it. */
  static void keepInterrupt(Throwable thrown) {
    if (thrown instanceof RsmException e && e.error() == RsmError.INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
  }
}
