// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * Makes of what a driver throws what the application gets: codes of the interface to the driver
 * become those that the function documents, and a defect of the driver becomes an error code too.
 */
final class DriverFailure {

  private DriverFailure() {}

  /**
   * Calls a driver.
   *
   * @param operation the call of the application
   * @param unreachable what a loss of the path is for this function
   * @param defect what the function answers if the driver fails in a way of its own
   */
  static <T extends @Nullable Object> T translate(
      String operation, RsmError unreachable, RsmError defect, Supplier<T> call) {
    try {
      return call.get();
    } catch (RsmException e) {
      throw translated(e, operation, unreachable, defect);
    } catch (OutOfMemoryError e) {
      throw new RsmException(
          RsmError.INSUFFICIENT_MEM, operation, "out of memory in the driver", 0, e);
    } catch (RuntimeException | LinkageError e) {
      throw new RsmException(defect, operation, "the driver failed: " + e, 0, e);
    }
  }

  /** Calls a driver that returns nothing. */
  static void translateRun(String operation, RsmError unreachable, RsmError defect, Runnable call) {
    translate(
        operation,
        unreachable,
        defect,
        () -> {
          call.run();
          return Boolean.TRUE;
        });
  }

  /**
   * Calls a driver to move data, and answers with what the functions for that document.
   *
   * @param operation the call of the application
   * @param buffer the application's memory, which it may close meanwhile
   * @param vector whether this is an entry of a vector, which has two codes more
   */
  static void ofTransfer(String operation, MemorySegment buffer, boolean vector, Runnable call) {
    RsmError unreachable = vector ? RsmError.REMOTE_NODE_UNREACHABLE : RsmError.BARRIER_FAILURE;
    try {
      translateRun(operation, unreachable, RsmError.BARRIER_FAILURE, call);
    } catch (RsmException e) {
      if (!buffer.scope().isAlive()) {
        throw closedMeanwhile(operation, e);
      }
      RsmError documented =
          switch (e.error()) {
            case BAD_ADDR, CONN_ABORTED, INSUFFICIENT_RESOURCES, BARRIER_FAILURE -> e.error();
            case INSUFFICIENT_MEM -> RsmError.INSUFFICIENT_RESOURCES;
            case REMOTE_NODE_UNREACHABLE -> unreachable;
            case INTERRUPTED -> vector ? RsmError.INTERRUPTED : RsmError.BARRIER_FAILURE;
            default -> RsmError.BARRIER_FAILURE;
          };
      if (e.error() == RsmError.INTERRUPTED) {
        Thread.currentThread().interrupt();
      }
      throw documented == e.error()
          ? e
          : new RsmException(documented, operation, e.detail(), e.driverStatus(), e);
    }
  }

  static RsmException closedMeanwhile(String operation, RuntimeException cause) {
    return new RsmException(
        RsmError.BAD_ADDR, operation, "the arena of the buffer was closed meanwhile", 0, cause);
  }

  static RsmException translated(
      RsmException e, String operation, RsmError unreachable, RsmError defect) {
    RsmError error = code(e.error(), unreachable, defect);
    if (error == e.error() && operation.equals(e.operation())) {
      return e; // the library's own, from within the call
    }
    return new RsmException(error, operation, e.detail(), e.driverStatus(), e);
  }

  private static RsmError code(RsmError error, RsmError unreachable, RsmError defect) {
    return switch (error) {
      case RSM_ADDR_UNREACHABLE, COMM_ERR_MAYBE_DELIVERED, COMM_ERR_NOT_DELIVERED -> unreachable;
      case SEG_NOT_PUBLISHED_TO_RSM_ADDR -> RsmError.SEG_NOT_PUBLISHED_TO_NODE;
      case SEG_PUBLISHED -> RsmError.SEG_ALREADY_PUBLISHED;
      case SEG_IN_USE -> RsmError.SEGID_IN_USE;
      case BAD_BARRIER_HNDL -> RsmError.BAD_BARRIER_PTR;
      case UNBIND_REBIND_NOT_ALLOWED -> RsmError.REBIND_NOT_ALLOWED;
      default -> error.number() < RsmError.INTERNAL_ERROR.number() ? error : defect;
    };
  }
}
