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

  private FaultSwitch(String type, String setting, Set<FaultPoint> points, Set<FaultPoint> losing) {
    this.type = type;
    this.setting = setting;
    this.registry = setting.equals(ON) ? new FaultRegistry(points, losing) : null;
  }

  /**
   * Reads the system property {@link FaultInjection#PROPERTY}.
   *
   * @param type of the driver
   * @param points that the driver offers
   * @param losing those of them where something can get lost. With {@link FaultPoint#TRANSFER} the
   *     driver looks at {@link LostAccess}, with {@link FaultPoint#LINK} at {@link #isLinkDown}
   * @return a switch to keep for as long as the class of the driver
   */
  public static FaultSwitch read(String type, Set<FaultPoint> points, Set<FaultPoint> losing) {
    return new FaultSwitch(type, System.getProperty(FaultInjection.PROPERTY, OFF), points, losing);
  }

  /**
   * Tells whether faults are on.
   *
   * @return false if none can ever occur
   */
  public boolean isOn() {
    return registry != null;
  }

  /**
   * Tells whether a fault has taken the links of this process down.
   *
   * @return false if faults are off
   */
  public boolean isLinkDown() {
    return registry != null && registry.isArmed(FaultPoint.LINK);
  }

  /**
   * Returns how often a fault has taken the links of this process down.
   *
   * @return 0 if faults are off
   */
  public int linkOutages() {
    return registry == null ? 0 : registry.outages();
  }

  /**
   * Has somebody told whenever {@link #isLinkDown} may have changed, on the thread that has changed
   * it. Without effect if faults are off.
   *
   * @param watcher returns at once
   */
  public void watchLinks(Runnable watcher) {
    if (registry != null) {
      registry.linkWatchers().add(watcher);
    }
  }

  /** Ends {@link #watchLinks}. */
  public void unwatchLinks(Runnable watcher) {
    if (registry != null) {
      registry.linkWatchers().remove(watcher);
    }
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
