// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;

/**
 * A barrier: its states, and the fences that complete mapped accesses. The span is the barrier
 * itself, so that opening one allocates nothing.
 */
final class BarrierHandle implements Barrier {

  private static final String OPEN = "Barrier.open";
  private static final String ORDER = "Barrier.order";
  private static final String CLOSE_BARRIER = "Barrier.closeBarrier";
  private static final String DESTROY = "Barrier.destroy";

  private enum State {
    CLOSED,
    OPEN,
    DESTROYED
  }

  private final ImportHandle segment;
  private final Span span = new OpenSpan();

  private State state = State.CLOSED;
  private @Nullable DriverBarrier driverBarrier;

  /** An order has reported a failure that close has to report again. */
  private boolean failed;

  BarrierHandle(ImportHandle segment, @Nullable DriverBarrier driverBarrier) {
    this.segment = segment;
    this.driverBarrier = driverBarrier;
  }

  @Override
  public Span open() {
    synchronized (this) {
      checkLive(OPEN);
      state = State.OPEN;
      failed = false;
      DriverBarrier driver = driverBarrier;
      if (driver != null && !segment.isBroken()) {
        DriverFailure.translateRun(
            OPEN, RsmError.BARRIER_FAILURE, RsmError.BARRIER_FAILURE, driver::open);
      }
    }
    return span;
  }

  private void checkLive(String operation) {
    segment.checkConnected(operation);
    if (state == State.DESTROYED) {
      throw new RsmException(
          RsmError.BARRIER_UNINITIALIZED, operation, "the barrier was destroyed; init another");
    }
  }

  @Override
  public void order() {
    synchronized (this) {
      checkOpen(ORDER);
      VarHandle.fullFence();
      DriverBarrier driver = driverBarrier;
      if (driver != null) {
        try {
          complete(ORDER, driver::order);
        } catch (RsmException e) {
          failed = true;
          throw e;
        }
      }
    }
  }

  private void checkOpen(String operation) {
    checkLive(operation);
    segment.checkNotBroken(operation);
    if (state != State.OPEN) {
      throw new RsmException(RsmError.BARRIER_NOT_OPENED, operation, "open the barrier first");
    }
  }

  private static void complete(String operation, Runnable call) {
    DriverFailure.translateRun(operation, RsmError.BARRIER_FAILURE, RsmError.BARRIER_FAILURE, call);
  }

  @Override
  public void closeBarrier() {
    synchronized (this) {
      // What the span did must be visible before the connection is judged.
      VarHandle.fullFence();
      try {
        checkOpen(CLOSE_BARRIER);
      } catch (RsmException e) {
        closeState();
        throw e;
      }
      boolean failedBefore = failed;
      closeState();
      DriverBarrier driver = driverBarrier;
      if (driver != null) {
        complete(CLOSE_BARRIER, driver::close);
      }
      if (failedBefore) {
        throw new RsmException(
            RsmError.BARRIER_FAILURE, CLOSE_BARRIER, "order has reported the failure before");
      }
      segment.checkNotBroken(CLOSE_BARRIER);
    }
  }

  private void closeState() {
    if (state == State.OPEN) {
      state = State.CLOSED;
    }
    failed = false;
  }

  @Override
  public void destroy() {
    synchronized (this) {
      checkLive(DESTROY);
      end();
    }
    segment.barrierEnded(this);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (state == State.DESTROYED) {
        return;
      }
      end();
    }
    segment.barrierEnded(this);
  }

  private void end() {
    state = State.DESTROYED;
    disconnected();
  }

  /** The connection ends, and with it what the driver holds for this barrier. */
  synchronized void disconnected() {
    DriverBarrier driver = driverBarrier;
    driverBarrier = null;
    if (driver != null) {
      driver.destroy();
    }
  }

  /** The driver has left and taken with it what it held for this barrier. */
  synchronized void forgetDriver() {
    driverBarrier = null;
  }

  private final class OpenSpan implements Span {

    @Override
    public void order() {
      BarrierHandle.this.order();
    }

    @Override
    public void close() {
      closeBarrier();
    }
  }
}
