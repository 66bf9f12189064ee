// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.rsmapi.BarrierMode;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;

/**
 * The barriers that the library itself opens and closes around each transfer in implicit mode, on a
 * medium that can lose accesses. They are apart from the application's, whose state they must not
 * touch; each thread takes one that is idle.
 */
final class ImplicitBrackets {

  private final ImportHandle segment;
  private final ConcurrentLinkedDeque<DriverBarrier> idle = new ConcurrentLinkedDeque<>();

  /** The driver has said that its medium loses nothing, which stays so. */
  private volatile boolean needless;

  ImplicitBrackets(ImportHandle segment) {
    this.segment = segment;
  }

  /** Runs a transfer, in implicit mode between opening and closing a barrier. */
  void around(String operation, Runnable transfer) {
    DriverBarrier barrier = open(operation);
    if (barrier == null) {
      transfer.run();
      return;
    }
    try {
      transfer.run();
    } finally {
      close(operation, barrier);
    }
  }

  /** Opens a barrier for one transfer; null if the mode or the medium asks for none. */
  @Nullable DriverBarrier open(String operation) {
    if (needless || segment.currentMode() == BarrierMode.EXPLICIT) {
      return null;
    }
    DriverBarrier barrier = take(operation);
    if (barrier == null) {
      needless = true;
      return null;
    }
    boolean done = false;
    try {
      DriverFailure.translateRun(operation, DriverCodes.BARRIER, barrier::open);
      done = true;
      return barrier;
    } finally {
      if (!done) {
        putBack(barrier);
      }
    }
  }

  /** Closes what {@link #open} returned, and fails if the transfer was lost. */
  void close(String operation, DriverBarrier barrier) {
    try {
      DriverFailure.translateRun(operation, DriverCodes.BARRIER, barrier::close);
    } finally {
      putBack(barrier);
    }
  }

  private @Nullable DriverBarrier take(String operation) {
    DriverBarrier barrier = idle.poll();
    if (barrier != null) {
      return barrier;
    }
    DriverImport driver = segment.connection().forCall(operation);
    return DriverFailure.translate(operation, DriverCodes.NEW_BRACKET, driver::newBarrier);
  }

  /** The segment may have ended during the transfer, when this barrier was not among the idle. */
  private void putBack(DriverBarrier barrier) {
    idle.push(barrier);
    if ((segment.state & ImportState.DISCONNECTED) != 0) {
      destroy();
    } else if (segment.connection().ifPresent() == null) {
      forgetDriver();
    }
  }

  /** Gives all idle barriers back to the driver. */
  void destroy() {
    DriverBarrier barrier = idle.poll();
    while (barrier != null) {
      DriverFailure.contain("DriverBarrier.destroy", barrier::destroy);
      barrier = idle.poll();
    }
  }

  /** The driver has left and taken its barriers with it. */
  void forgetDriver() {
    idle.clear();
  }
}
