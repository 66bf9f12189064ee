// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/**
 * What the library finds: by {@link java.util.ServiceLoader} in plain Java, as a service in OSGi.
 * The annotation makes the entries for both. Loading and creating it must touch no device.
 */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=sample",
    resolution = Resolution.OPTIONAL)
public final class SampleDriver implements RsmDriver {

  static final String TYPE = "sample";

  /** For {@link java.util.ServiceLoader}. */
  public SampleDriver() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION; // a constant: compiled in as what this driver was built for
  }

  /** Says in words what is missing. Never throws: an absent device is a state, not a failure. */
  @Override
  public Availability availability() {
    return ProcessOwner.isKnown()
        ? Availability.available()
        : Availability.absent("/proc/self/status is not there; this driver needs Linux");
  }

  @Override
  public List<Integer> units() {
    return availability().present() ? List.of(0) : List.of();
  }

  /** A driver of a device that can be pulled keeps the listener, and calls it when that happens. */
  @Override
  public DriverController open(int unit, ControllerListener listener) {
    if (!units().contains(unit)) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, "open", "unit=" + unit);
    }
    return new SampleController(TYPE + unit);
  }
}
