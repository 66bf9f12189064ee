// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.List;
import java.util.Set;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/**
 * A driver as it is offered as a service: the driver proper, with faults around it if they are on.
 */
public abstract class FaultableDriver implements RsmDriver {

  private final RsmDriver driver;

  /**
   * Puts the faults around a driver.
   *
   * @param faults the switch of the driver
   * @param proper the driver without faults
   */
  protected FaultableDriver(FaultSwitch faults, RsmDriver proper) {
    this.driver = faults.around(proper);
  }

  @Override
  public final String type() {
    return driver.type();
  }

  @Override
  public final Set<String> aliases() {
    return driver.aliases();
  }

  @Override
  public final int spiVersion() {
    return driver.spiVersion();
  }

  @Override
  public final Availability availability() {
    return driver.availability();
  }

  @Override
  public final List<Integer> units() {
    return driver.units();
  }

  @Override
  public final DriverController open(int unit, ControllerListener listener) {
    return driver.open(unit, listener);
  }
}
