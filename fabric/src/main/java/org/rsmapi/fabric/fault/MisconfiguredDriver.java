// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/**
 * Stands for a driver whose configuration makes no sense: absent, with the reason.
 *
 * @param type of the driver
 * @param reason what is wrong and what to do
 */
record MisconfiguredDriver(String type, String reason) implements RsmDriver {

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability availability() {
    return Availability.absent(reason);
  }

  @Override
  public List<Integer> units() {
    return List.of();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    throw new RsmException(RsmError.CTLR_NOT_PRESENT, "open", "unit=" + unit + "; " + reason);
  }
}
