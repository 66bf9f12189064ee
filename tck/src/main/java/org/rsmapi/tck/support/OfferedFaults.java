// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults of a driver; a test that asks for a point that is not offered does not apply. */
record OfferedFaults(FaultInjection faults) implements FaultInjection {

  private FaultPoint offered(FaultPoint point) {
    if (!faults.points().contains(point)) {
      Assumptions.abort("the driver offers no faults at " + point);
    }
    return point;
  }

  @Override
  public String type() {
    return faults.type();
  }

  @Override
  public boolean isEnabled() {
    return faults.isEnabled();
  }

  @Override
  public Set<FaultPoint> points() {
    return faults.points();
  }

  @Override
  public Fault fail(FaultPoint point, RsmError error, int times) {
    return faults.fail(offered(point), error, times);
  }

  @Override
  public Fault hold(FaultPoint point) {
    return faults.hold(offered(point));
  }

  @Override
  public Fault drop(FaultPoint point) {
    return faults.drop(offered(point));
  }

  @Override
  public void withdraw(int unit) {
    faults.withdraw(unit);
  }

  @Override
  public void restore(int unit) {
    faults.restore(unit);
  }

  @Override
  public int breakConnections(SegmentId id) {
    return faults.breakConnections(id);
  }
}
