// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A driver: the controllers of one type of interconnect. Stands for Sun's plug-in library.
 *
 * <p>Loading its class and creating it touch no device. Found by {@link java.util.ServiceLoader},
 * so it has a public constructor without parameters.
 *
 * <p>Source: {@code rsmndi.h}, {@code <type>_opendevice}.
 */
@ConsumerType
public interface RsmDriver {

  /** The version of this interface; compiled into a driver as what it was built for. */
  int SPI_VERSION = 1;

  /**
   * Returns the type of its controllers, the part of their names before the unit.
   *
   * @return lower-case letters, for example {@code sci}
   */
  String type();

  /**
   * Returns other names that applications know the type by; its controllers keep the one name that
   * {@link #type} gives them.
   *
   * @return lower-case letters each; a type of another driver counts for more
   */
  default Set<String> aliases() {
    return Set.of();
  }

  /**
   * Returns the version of this interface that the driver was built for.
   *
   * @return {@link #SPI_VERSION}; with any other value the library answers {@link
   *     org.rsmapi.RsmError#BAD_LIBRARY_VERSION}
   */
  int spiVersion();

  /**
   * Tells whether the driver can be used on this machine now. A driver that throws is absent.
   *
   * @return present, or absent with the reason
   */
  Availability availability();

  /**
   * Returns the units that are there. Loopback ignores units and reports 0.
   *
   * @return unit numbers; empty if the driver is absent
   */
  List<Integer> units();

  /**
   * Opens a controller ({@code rsm_opendevice}). Called once per controller and library instance,
   * not again before {@link DriverController#close} has returned. A controller that is withdrawn,
   * or whose driver leaves, while it is opened is closed as soon as this returns it.
   *
   * @param unit one of {@link #units}
   * @param listener is told when the controller is withdrawn
   * @return the controller; the library closes it
   * @throws org.rsmapi.RsmException with {@link org.rsmapi.RsmError#CTLR_NOT_PRESENT} if it cannot
   *     be opened, or {@link org.rsmapi.RsmError#INSUFFICIENT_MEM}
   */
  DriverController open(int unit, ControllerListener listener);
}
