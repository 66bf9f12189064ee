// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/**
 * The driver of the controller {@code loopback}, whatever unit is asked for; with faults around it
 * if they are switched on.
 */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=loopback",
    resolution = Resolution.OPTIONAL)
public final class LoopbackDriver implements RsmDriver {

  private final RsmDriver driver = LoopbackFaults.SWITCH.around(new Loopback());

  /** For {@link java.util.ServiceLoader}. */
  public LoopbackDriver() {}

  @Override
  public String type() {
    return driver.type();
  }

  @Override
  public int spiVersion() {
    return driver.spiVersion();
  }

  @Override
  public Availability availability() {
    return driver.availability();
  }

  @Override
  public List<Integer> units() {
    return driver.units();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    return driver.open(unit, listener);
  }
}
