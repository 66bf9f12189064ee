// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.RsmDriver;

/** A driver with faults around it. */
final class FaultyDriver implements RsmDriver {

  private final RsmDriver driver;
  private final FaultRegistry registry;
  private final OpenControllers controllers;
  private final Passage passage;

  FaultyDriver(RsmDriver driver, FaultRegistry registry) {
    this.driver = driver;
    this.registry = registry;
    this.controllers = registry.controllers();
    this.passage = new Passage(registry);
  }

  @Override
  public String type() {
    return driver.type();
  }

  @Override
  public Set<String> aliases() {
    return driver.aliases();
  }

  @Override
  public int spiVersion() {
    boolean other = passage.meet(FaultPoint.VERSION, "spiVersion") != null;
    return other ? SPI_VERSION + 1 : driver.spiVersion();
  }

  @Override
  public Availability availability() {
    Availability availability = driver.availability();
    List<Integer> units = driver.units();
    if (!availability.present() || units.isEmpty() || !controllers.present(units).isEmpty()) {
      return availability;
    }
    return Availability.absent(
        units.stream().map(OpenControllers::reason).collect(Collectors.joining("; ")));
  }

  @Override
  public List<Integer> units() {
    return controllers.present(driver.units());
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    passage.pass(FaultPoint.OPEN, "open");
    controllers.checkPresent(unit);
    FaultyController controller =
        new FaultyController(
            unit, driver.open(unit, listener), listener, controllers, new Passage(registry));
    boolean done = false;
    try {
      controllers.enter(controller);
      done = true;
      return controller;
    } finally {
      if (!done) {
        controller.close();
      }
    }
  }
}
