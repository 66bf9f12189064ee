// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.rsmapi.fabric.fault.FaultableDriver;
import org.rsmapi.spi.RsmDriver;

/**
 * The driver of the controllers {@code wrsm0} to {@code wrsm15}, one for each network; with faults
 * around it if they are switched on.
 */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=wrsm",
    resolution = Resolution.OPTIONAL)
public final class WciDriver extends FaultableDriver {

  /** For {@link java.util.ServiceLoader}. */
  public WciDriver() {
    super(WciFaults.SWITCH, new Wci(Networks.OF_PROCESS));
  }
}
