// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.EnumSet;
import org.rsmapi.fabric.fault.DriverFaults;
import org.rsmapi.fabric.fault.FaultSwitch;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;

/** The faults of the Sun Fire Link driver, for tests. */
@ServiceProvider(
    value = FaultInjection.class,
    attribute = "rsm.driver=wrsm",
    resolution = Resolution.OPTIONAL)
public final class WciFaults extends DriverFaults {

  /** One for all instances of the driver that come from this class loader. */
  static final FaultSwitch SWITCH =
      FaultSwitch.read(
          Wci.TYPE,
          EnumSet.allOf(FaultPoint.class),
          EnumSet.of(FaultPoint.CONNECT, FaultPoint.POST, FaultPoint.TRANSFER, FaultPoint.LINK));

  /** For {@link java.util.ServiceLoader}. */
  public WciFaults() {
    super(SWITCH);
  }
}
