// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.rsmapi.fabric.fault.FaultableDriver;
import org.rsmapi.spi.RsmDriver;

/**
 * The driver of the controllers {@code sci0} to {@code sci3}, one for each adapter; with faults
 * around it if they are switched on.
 */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=sci",
    resolution = Resolution.OPTIONAL)
public final class SciDriver extends FaultableDriver {

  /** For {@link java.util.ServiceLoader}. */
  public SciDriver() {
    super(SciFaults.SWITCH, new Sci(ConfiguredSisci.OF_PROCESS));
  }
}
