// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;

/**
 * A barrier: its states, and the fences that complete mapped accesses. The span is the barrier
 * itself, so that opening one allocates nothing.
 *
 * <p>This object guards the state and is not locked while the driver is called. A medium with
 * barriers of its own gets one call for each of them at a time: threads that share a barrier take
 * turns, which nobody else waits for. A segment that ends leaves a barrier in use to the thread
 * that uses it.
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

  /** Open or order has failed, which close has to report. */
  private boolean failed;

  /** Held over calls of the driver's barrier. */
  private final ReentrantLock turn = new ReentrantLock();

  /** To be destroyed by whoever has the turn. */
  private @Nullable DriverBarrier doomed;

  BarrierHandle(ImportHandle segment, @Nullable DriverBarrier driverBarrier) {
    this.segment = segment;
    this.driverBarrier = driverBarrier;
  }

  @Override
  public Span open() {
    boolean throughDriver;
    synchronized (this) {
      checkLive(OPEN);
      state = State.OPEN;
      failed = false;
      throughDriver = driverBarrier != null && !segment.isBroken();
    }
    if (throughDriver) {
      try {
        inTurn(OPEN, DriverBarrier::open);
      } catch (RsmException e) {
        segment.checkConnected(OPEN);
        setFailed(); // open reports no trouble, but close must
      }
    }
    return span;
  }

  private synchronized void setFailed() {
    failed = true;
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
    boolean throughDriver;
    synchronized (this) {
      checkOpen(ORDER);
      VarHandle.fullFence();
      throughDriver = driverBarrier != null;
    }
    if (throughDriver) {
      try {
        inTurn(ORDER, DriverBarrier::order);
      } catch (RsmException e) {
        setFailed();
        throw e;
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

  /** Calls the driver; that the segment has ended or broken meanwhile counts for more. */
  private void inTurn(String operation, Consumer<DriverBarrier> call) {
    turn.lock();
    try {
      // Again, since the barrier may have ended before the turn came.
      DriverBarrier driver = present();
      if (driver != null) {
        DriverFailure.translateRun(operation, DriverCodes.BARRIER, () -> call.accept(driver));
      }
    } catch (RsmException e) {
      segment.checkConnected(operation);
      segment.checkNotBroken(operation);
      throw e;
    } finally {
      turn.unlock();
      destroyDoomed();
    }
  }

  private synchronized @Nullable DriverBarrier present() {
    return driverBarrier;
  }

  @Override
  public void closeBarrier() {
    boolean throughDriver;
    boolean failedBefore;
    // What the span did must be visible before the connection is judged.
    VarHandle.fullFence();
    synchronized (this) {
      try {
        checkOpen(CLOSE_BARRIER);
        failedBefore = failed;
      } finally {
        closeState();
      }
      throughDriver = driverBarrier != null;
    }
    if (throughDriver) {
      inTurn(CLOSE_BARRIER, DriverBarrier::close);
    }
    if (failedBefore) {
      throw new RsmException(
          RsmError.BARRIER_FAILURE, CLOSE_BARRIER, "open or order has failed before");
    }
    segment.checkConnected(CLOSE_BARRIER);
    segment.checkNotBroken(CLOSE_BARRIER);
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
      state = State.DESTROYED;
    }
    disconnected();
    segment.barrierEnded(this);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (state == State.DESTROYED) {
        return;
      }
      state = State.DESTROYED;
    }
    disconnected();
    segment.barrierEnded(this);
  }

  /** The barrier or the connection ends, and with it what the driver holds for this barrier. */
  void disconnected() {
    synchronized (this) {
      if (driverBarrier != null) {
        doomed = driverBarrier;
        driverBarrier = null;
      }
    }
    destroyDoomed();
  }

  /** Does nothing while a thread has the turn, which comes here when it gives the turn back. */
  private void destroyDoomed() {
    while (isDoomed() && turn.tryLock()) {
      try {
        DriverBarrier driver = takeDoomed();
        if (driver != null) {
          DriverFailure.contain(DESTROY, driver::destroy);
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private synchronized boolean isDoomed() {
    return doomed != null;
  }

  private synchronized @Nullable DriverBarrier takeDoomed() {
    DriverBarrier driver = doomed;
    doomed = null;
    return driver;
  }

  /** The driver has left and taken with it what it held for this barrier. */
  synchronized void forgetDriver() {
    driverBarrier = null;
    doomed = null;
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
