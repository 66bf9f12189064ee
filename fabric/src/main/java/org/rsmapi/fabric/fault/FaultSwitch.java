// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.RsmDriver;

/**
 * Whether faults can be brought about in a driver. Read once, when the driver is loaded, so that a
 * driver that was loaded without stays without.
 */
public final class FaultSwitch {

  private static final String OFF = "false";
  private static final String ON = "true";

  private final String type;
  private final String setting;
  private final @Nullable FaultRegistry registry;

  private FaultSwitch(String type, String setting, Set<FaultPoint> points) {
    this.type = type;
    this.setting = setting;
    this.registry = setting.equals(ON) ? new FaultRegistry(points) : null;
  }

  /**
   * Reads the system property {@link FaultInjection#PROPERTY}.
   *
   * @param type of the driver
   * @param points that the driver offers
   * @return a switch to keep for as long as the class of the driver
   */
  public static FaultSwitch read(String type, Set<FaultPoint> points) {
    return new FaultSwitch(type, System.getProperty(FaultInjection.PROPERTY, OFF), points);
  }

  /**
   * Puts the faults around a driver, if they are on.
   *
   * @param driver the driver proper
   * @return the driver itself if faults are off; one that is absent, with the reason, if the
   *     property has a value that means nothing
   */
  public RsmDriver around(RsmDriver driver) {
    if (registry != null) {
      return new FaultyDriver(driver, registry);
    }
    return setting.equals(OFF) ? driver : new MisconfiguredDriver(type, howToSet());
  }

  String type() {
    return type;
  }

  boolean isOn() {
    return registry != null;
  }

  /** Returns what the faults are kept in, or says how to switch them on. */
  FaultRegistry registry() {
    FaultRegistry present = registry;
    if (present == null) {
      throw new IllegalStateException(
          "the faults of driver="
              + type
              + " are off: "
              + (setting.equals(OFF)
                  ? "start Java with -D" + FaultInjection.PROPERTY + "=" + ON
                  : howToSet()));
    }
    return present;
  }

  private String howToSet() {
    return "-D" + FaultInjection.PROPERTY + "=" + setting + ": use " + ON + " or " + OFF;
  }
}
