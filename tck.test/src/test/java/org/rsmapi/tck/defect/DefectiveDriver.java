// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.List;
import java.util.ServiceLoader;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/** A right driver with the active defect around it. */
public final class DefectiveDriver implements RsmDriver {

  private final RsmDriver driver;

  /** For {@link ServiceLoader}. */
  public DefectiveDriver() {
    Defect active = Defects.active().orElseThrow();
    String type = Defects.areaOf(active).driver();
    RsmDriver right =
        ServiceLoader.load(RsmDriver.class, DefectiveDriver.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.type().equals(type))
            .findFirst()
            .orElseThrow();
    driver = (RsmDriver) new Wrapping(active).wrap(right, RsmDriver.class);
  }

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
