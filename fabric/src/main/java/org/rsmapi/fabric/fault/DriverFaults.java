// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.Objects;
import java.util.Set;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults of one driver, as tests get at them; a driver offers a subclass as a service. */
public abstract class DriverFaults implements FaultInjection {

  private final FaultSwitch faults;

  /**
   * Gives access to the faults of a driver.
   *
   * @param faults the switch that the driver itself uses
   */
  protected DriverFaults(FaultSwitch faults) {
    this.faults = faults;
  }

  @Override
  public final String type() {
    return faults.type();
  }

  @Override
  public final boolean isEnabled() {
    return faults.isOn();
  }

  @Override
  public final Set<FaultPoint> points() {
    return faults.registry().points();
  }

  @Override
  public final Fault fail(FaultPoint point, RsmError error, int times) {
    FaultRegistry registry = faults.registry();
    checkPasses(point);
    if (Objects.requireNonNull(error, "error") == RsmError.SUCCESS || times <= 0) {
      throw new IllegalArgumentException(
          "error=" + error + ", times=" + times + "; use an error, and at least one time");
    }
    return registry.arm(point, ArmedFault.Effect.FAIL, error, times);
  }

  /** No call passes the links: they are up or down. */
  private static void checkPasses(FaultPoint point) {
    if (point == FaultPoint.LINK) {
      throw new IllegalArgumentException("point=" + point + " can only be dropped");
    }
  }

  @Override
  public final Fault hold(FaultPoint point) {
    checkPasses(point);
    return faults.registry().arm(point, ArmedFault.Effect.HOLD);
  }

  @Override
  public final Fault drop(FaultPoint point) {
    FaultRegistry registry = faults.registry();
    if (!registry.losing().contains(point)) {
      throw new IllegalArgumentException(
          "point=" + point + ": nothing can get lost there; use one of " + registry.losing());
    }
    return registry.arm(point, ArmedFault.Effect.DROP);
  }

  @Override
  public final void withdraw(int unit) {
    faults.registry().controllers().withdraw(unit);
  }

  @Override
  public final void restore(int unit) {
    faults.registry().controllers().restore(unit);
  }

  @Override
  public final int breakConnections(SegmentId id) {
    return faults.registry().controllers().breakConnections(id);
  }
}
