// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Platform;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/** The reference driver: one node, all processes of this host. */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=loopback",
    resolution = Resolution.OPTIONAL)
public final class LoopbackDriver implements RsmDriver {

  /** For {@link java.util.ServiceLoader}. */
  public LoopbackDriver() {}

  @Override
  public String type() {
    return "loopback";
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability availability() {
    String missing = Platform.missing();
    return missing.isEmpty() ? Availability.available() : Availability.absent(missing);
  }

  @Override
  public List<Integer> units() {
    return Platform.missing().isEmpty() ? List.of(0) : List.of();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    throw new RsmException(RsmError.CTLR_NOT_PRESENT, "RsmDriver.open", Platform.missing());
  }
}
