// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults that are armed; its monitor guards them, and held threads wait on it. */
final class FaultBoard {

  private static final long ANSWER_LIMIT_SECONDS = 5;

  enum Effect {
    FAIL,
    HOLD,
    DROP
  }

  private final List<Armed> armed = new ArrayList<>();

  synchronized FaultInjection.Fault arm(
      FaultPoint point, Effect effect, RsmError error, int times) {
    Armed fault = new Armed(point, effect, error, times);
    armed.add(fault);
    return fault;
  }

  /** Tells those who wait that something has changed. */
  synchronized void wake() {
    notifyAll();
  }

  synchronized boolean isDropped(FaultPoint point) {
    return armed.stream().anyMatch(fault -> fault.point == point && fault.effect == Effect.DROP);
  }

  /** Tells whether a call at a point fails, instead of throwing. */
  boolean fails(FaultPoint point) {
    try {
      return meet(point, "call", () -> false);
    } catch (RsmException e) {
      if (e.error() == RsmError.INTERRUPTED) {
        throw e;
      }
      return true;
    }
  }

  /** Takes a call past a point; true if its message gets lost. */
  synchronized boolean meet(FaultPoint point, String operation, BooleanSupplier isShut) {
    checkThere(point, operation, isShut);
    for (Armed fault : List.copyOf(armed)) {
      if (fault.point != point || !armed.contains(fault)) {
        continue;
      }
      fault.hits++;
      switch (fault.effect) {
        case HOLD -> await(fault, operation, isShut, Long.MAX_VALUE);
        case DROP -> {
          return true;
        }
        case FAIL -> {
          if (--fault.remaining == 0) {
            armed.remove(fault);
          }
          throw new RsmException(fault.error, operation, "fault at " + point);
        }
      }
    }
    return false;
  }

  /** Waits for an answer that was lost. */
  synchronized void awaitNothing(FaultPoint point, String operation, BooleanSupplier isShut) {
    for (Armed fault : List.copyOf(armed)) {
      if (fault.point == point && fault.effect == Effect.DROP) {
        await(fault, operation, isShut, TimeUnit.SECONDS.toNanos(ANSWER_LIMIT_SECONDS));
      }
    }
  }

  private void await(Armed fault, String operation, BooleanSupplier isShut, long limitNanos) {
    long start = System.nanoTime();
    try {
      while (armed.contains(fault) && System.nanoTime() - start < limitNanos) {
        long left = limitNanos - (System.nanoTime() - start);
        TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.HOURS.toNanos(1)));
        checkThere(fault.point, operation, isShut);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(RsmError.INTERRUPTED, operation, "held at " + fault.point);
    }
  }

  private static void checkThere(FaultPoint point, String operation, BooleanSupplier isShut) {
    if (isShut.getAsBoolean()) {
      RsmError error =
          switch (point) {
            case MAP, TRANSFER, POST -> RsmError.CONN_ABORTED;
            case PUBLISH, REPUBLISH, REBIND, UNPUBLISH, BARRIER -> RsmError.BAD_SEG_HNDL;
            default -> RsmError.CTLR_NOT_PRESENT;
          };
      throw new RsmException(error, operation, "the controller has left");
    }
  }

  private final class Armed implements FaultInjection.Fault {

    private final FaultPoint point;
    private final Effect effect;
    private final RsmError error;
    private int remaining;
    private int hits;

    Armed(FaultPoint point, Effect effect, RsmError error, int times) {
      this.point = point;
      this.effect = effect;
      this.error = error;
      this.remaining = times;
    }

    @Override
    public int hits() {
      synchronized (FaultBoard.this) {
        return hits;
      }
    }

    @Override
    public void close() {
      synchronized (FaultBoard.this) {
        armed.remove(this);
        FaultBoard.this.notifyAll();
      }
    }
  }
}
