// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** A fault at a point. What changes is guarded by the lock of the registry. */
final class ArmedFault implements FaultInjection.Fault {

  /** What happens to a call. */
  enum Effect {
    /** It throws. */
    FAIL,
    /** It waits. */
    HOLD,
    /** Its message to the other side gets lost. */
    DROP
  }

  private final FaultRegistry registry;
  private final FaultPoint point;
  private final Effect effect;
  private final RsmError error;

  private int remaining;
  private int hits;
  private boolean lifted;

  /**
   * Describes a fault.
   *
   * @param error what calls throw that it ends
   * @param times how many calls it may end
   */
  ArmedFault(FaultRegistry registry, FaultPoint point, Effect effect, RsmError error, int times) {
    this.registry = registry;
    this.point = point;
    this.effect = effect;
    this.error = error;
    this.remaining = times;
  }

  FaultPoint point() {
    return point;
  }

  Effect effect() {
    return effect;
  }

  /** Under the lock: a call has come. */
  void hit() {
    hits++;
  }

  /** Under the lock: a call fails; true if it was the last one. */
  boolean spend() {
    remaining--;
    return remaining == 0;
  }

  /** Under the lock: it is over; false if it was already. */
  boolean end() {
    boolean first = !lifted;
    lifted = true;
    return first;
  }

  /** Under the lock. */
  boolean isLifted() {
    return lifted;
  }

  /** Returns what a call throws that this fault ends. */
  RsmException failure(String operation) {
    return new RsmException(error, operation, "fault injected at " + point);
  }

  @Override
  public int hits() {
    return registry.locked(() -> hits);
  }

  @Override
  public void close() {
    registry.lift(this);
  }

  @Override
  public String toString() {
    return effect + " at " + point;
  }
}
