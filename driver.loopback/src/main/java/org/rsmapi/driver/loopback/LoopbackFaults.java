// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.EnumSet;
import org.rsmapi.fabric.fault.DriverFaults;
import org.rsmapi.fabric.fault.FaultSwitch;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults of the loopback driver, for tests. */
@ServiceProvider(
    value = FaultInjection.class,
    attribute = "rsm.driver=loopback",
    resolution = Resolution.OPTIONAL)
public final class LoopbackFaults extends DriverFaults {

  /** One for all instances of the driver that come from this class loader; there is no link. */
  static final FaultSwitch SWITCH =
      FaultSwitch.read(
          Loopback.TYPE,
          EnumSet.complementOf(EnumSet.of(FaultPoint.LINK)),
          EnumSet.of(FaultPoint.CONNECT, FaultPoint.POST));

  /** For {@link java.util.ServiceLoader}. */
  public LoopbackFaults() {
    super(SWITCH);
  }
}
