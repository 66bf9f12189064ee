// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.util.List;
import java.util.ServiceLoader;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/** The loopback driver under another name, so that several drivers can be loaded. */
abstract class RenamedDriver implements RsmDriver {

  private final String type;
  private final RsmDriver loopback =
      ServiceLoader.load(RsmDriver.class, RenamedDriver.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .filter(driver -> driver.type().equals("loopback"))
          .findFirst()
          .orElseThrow();

  RenamedDriver(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public int spiVersion() {
    return loopback.spiVersion();
  }

  @Override
  public Availability availability() {
    return loopback.availability();
  }

  @Override
  public List<Integer> units() {
    return List.of(0);
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    return loopback.open(unit, listener);
  }
}
