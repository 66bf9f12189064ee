// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import org.rsmapi.fabric.fault.FaultableDriver;
import org.rsmapi.spi.RsmDriver;

/**
 * The driver of the controller {@code loopback}, whatever unit is asked for; with faults around it
 * if they are switched on.
 */
@ServiceProvider(
    value = RsmDriver.class,
    attribute = "rsm.driver=loopback",
    resolution = Resolution.OPTIONAL)
public final class LoopbackDriver extends FaultableDriver {

  /** For {@link java.util.ServiceLoader}. */
  public LoopbackDriver() {
    super(LoopbackFaults.SWITCH, new Loopback());
  }
}
