// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/**
 * The driver of the controllers {@code sci0} to {@code sci3}, one for each adapter; with faults
 * around it if they are switched on.
 */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=sci",
    resolution = Resolution.OPTIONAL)
public final class SciDriver implements RsmDriver {

  private final RsmDriver driver = SciFaults.SWITCH.around(new Sci(ConfiguredSisci.OF_PROCESS));

  /** For {@link java.util.ServiceLoader}. */
  public SciDriver() {}

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
