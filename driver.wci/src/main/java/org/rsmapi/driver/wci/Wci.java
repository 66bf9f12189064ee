// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Set;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.FabricSupport;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/** The driver proper: one unit for each network of the configuration. */
final class Wci implements RsmDriver {

  static final String TYPE = "wrsm";

  /** What the hardware is called that {@code wrsm} is the driver of. */
  private static final Set<String> ALIASES = Set.of("wci");

  private final Networks networks;

  Wci(Networks networks) {
    this.networks = networks;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Set<String> aliases() {
    return ALIASES;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability availability() {
    Availability platform = FabricSupport.availability();
    if (!platform.present()) {
      return platform;
    }
    try {
      networks.check();
      return platform;
    } catch (IllegalArgumentException e) {
      return Availability.absent(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Integer> units() {
    return availability().present() ? networks.units() : List.of();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    try {
      return new WciController(networks, networks.enter(unit), listener);
    } catch (IllegalArgumentException e) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT, "open", String.valueOf(e.getMessage()), 0, e);
    }
  }
}
