// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.rsmapi.BarrierMode;
import org.rsmapi.RsmError;
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

  ImplicitBrackets(ImportHandle segment) {
    this.segment = segment;
  }

  /** Runs a transfer, in implicit mode between opening and closing a barrier. */
  void around(String operation, Runnable transfer) {
    DriverBarrier barrier = segment.currentMode() == BarrierMode.IMPLICIT ? take(operation) : null;
    if (barrier == null) {
      transfer.run();
      return;
    }
    barrier.open();
    try {
      transfer.run();
    } finally {
      try {
        DriverFailure.translateRun(
            operation, RsmError.BARRIER_FAILURE, RsmError.BARRIER_FAILURE, barrier::close);
      } finally {
        idle.push(barrier);
      }
    }
  }

  private @Nullable DriverBarrier take(String operation) {
    DriverBarrier barrier = idle.poll();
    if (barrier != null) {
      return barrier;
    }
    DriverImport driver = segment.connection(operation);
    return DriverFailure.translate(
        operation,
        RsmError.INSUFFICIENT_RESOURCES,
        RsmError.INSUFFICIENT_RESOURCES,
        driver::newBarrier);
  }

  /** Gives all idle barriers back to the driver. */
  void destroy() {
    DriverBarrier barrier = idle.poll();
    while (barrier != null) {
      barrier.destroy();
      barrier = idle.poll();
    }
  }

  /** The driver has left and taken its barriers with it. */
  void forgetDriver() {
    idle.clear();
  }
}
