// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.EnumSet;
import java.util.Set;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults of a driver of the tests, and the switch behind them. */
final class Faults extends DriverFaults {

  private Faults(FaultSwitch faults) {
    super(faults);
  }

  /** What the decorators offer. */
  static final Set<FaultPoint> POINTS = EnumSet.complementOf(EnumSet.of(FaultPoint.LINK));

  /** What can get lost. */
  static final Set<FaultPoint> LOSING =
      EnumSet.of(FaultPoint.CONNECT, FaultPoint.POST, FaultPoint.TRANSFER);

  static Faults of(FaultSwitch faults) {
    return new Faults(faults);
  }

  /** Reads the switch with the property set, or not set for null, and leaves it as it was. */
  static FaultSwitch read(String value) {
    String before = System.getProperty(FaultInjection.PROPERTY);
    set(value);
    try {
      return FaultSwitch.read("test", POINTS, LOSING);
    } finally {
      set(before);
    }
  }

  private static void set(String value) {
    if (value == null) {
      System.clearProperty(FaultInjection.PROPERTY);
    } else {
      System.setProperty(FaultInjection.PROPERTY, value);
    }
  }
}
