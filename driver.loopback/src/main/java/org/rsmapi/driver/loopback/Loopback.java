// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import java.util.List;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.fabric.FabricSupport;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.RsmDriver;

/** The driver proper: one unit, 0, which is a fabric of its own. */
final class Loopback implements RsmDriver {

  static final String TYPE = "loopback";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public Availability availability() {
    return FabricSupport.availability();
  }

  @Override
  public List<Integer> units() {
    return availability().present() ? List.of(0) : List.of();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    long node = LoopbackController.LOCAL_NODE.value();
    return new LoopbackController(Fabric.open(FabricName.of(TYPE, node)));
  }
}
