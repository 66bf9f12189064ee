// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.RsmDriver;

/**
 * Units are nodes. A library stands for a host: the first unit that it opens is its node, and those
 * of other nodes are not there from then on.
 */
public final class ComplementDriver implements RsmDriver {

  public static final String TYPE = "complement";

  /** Where its services are, so that no other test has it. */
  public static final Path SERVICES =
      Path.of(System.getProperty("basedir", "."), "src", "test", "complement");

  static final List<Integer> UNITS = List.of(0, 1, 2);

  private static final int NONE = -1;

  private final AtomicInteger host = new AtomicInteger(NONE);

  /** For {@link java.util.ServiceLoader}. */
  public ComplementDriver() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int spiVersion() {
    boolean other = ComplementFaults.BOARD.fails(FaultPoint.VERSION);
    return other ? SPI_VERSION + 1 : SPI_VERSION;
  }

  @Override
  public Availability availability() {
    return units().isEmpty()
        ? Availability.absent("every unit is withdrawn")
        : Availability.available();
  }

  @Override
  public List<Integer> units() {
    int own = host.get();
    return UNITS.stream()
        .filter(unit -> own == NONE || own == unit)
        .filter(Network.NETWORK::isPresent)
        .toList();
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    ComplementController controller = new ComplementController(unit, listener);
    controller.meet(FaultPoint.OPEN, "open");
    Network.NETWORK.enter(controller);
    boolean ignored = host.compareAndSet(NONE, unit);
    return controller;
  }
}
