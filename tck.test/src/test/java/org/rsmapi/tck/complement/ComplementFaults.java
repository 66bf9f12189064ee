// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.util.EnumSet;
import java.util.Set;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults of the driver, at every point that it passes. */
public final class ComplementFaults implements FaultInjection {

  static final FaultBoard BOARD = new FaultBoard();

  private static final Set<FaultPoint> POINTS = EnumSet.complementOf(EnumSet.of(FaultPoint.REBIND));

  private final boolean enabled = Boolean.getBoolean(PROPERTY);

  /** For {@link java.util.ServiceLoader}. */
  public ComplementFaults() {}

  @Override
  public String type() {
    return ComplementDriver.TYPE;
  }

  @Override
  public boolean isEnabled() {
    return enabled;
  }

  @Override
  public Set<FaultPoint> points() {
    return Set.copyOf(POINTS);
  }

  @Override
  public Fault fail(FaultPoint point, RsmError error, int times) {
    return BOARD.arm(checked(point), FaultBoard.Effect.FAIL, error, times);
  }

  @Override
  public Fault hold(FaultPoint point) {
    return BOARD.arm(checked(point), FaultBoard.Effect.HOLD, RsmError.SUCCESS, 1);
  }

  @Override
  public Fault drop(FaultPoint point) {
    return BOARD.arm(checked(point), FaultBoard.Effect.DROP, RsmError.SUCCESS, 1);
  }

  private FaultPoint checked(FaultPoint point) {
    if (!enabled) {
      throw new IllegalStateException("faults are off; start Java with -D" + PROPERTY + "=true");
    }
    if (!POINTS.contains(point)) {
      throw new IllegalArgumentException("point=" + point);
    }
    return point;
  }

  @Override
  public void withdraw(int unit) {
    Network.NETWORK.withdraw(unit);
  }

  @Override
  public void restore(int unit) {
    Network.NETWORK.restore(unit);
  }

  @Override
  public int breakConnections(SegmentId id) {
    return Network.NETWORK.breakConnections(id);
  }
}
