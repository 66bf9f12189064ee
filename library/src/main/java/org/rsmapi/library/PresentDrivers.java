// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rsmapi.DriverStatus;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.RsmDriver;

/** What the drivers say of themselves; one that fails to is absent, and the others are not. */
final class PresentDrivers {

  private final DriverSource source;

  PresentDrivers(DriverSource source) {
    this.source = source;
  }

  /**
   * What a driver answers; for one that cannot even say its type, that is the name of its class.
   */
  private record Answer(String type, Availability availability, List<Integer> units) {

    boolean isPresent() {
      return availability.present();
    }

    List<String> names() {
      return units.stream().map(unit -> new ControllerName(type, unit).toString()).toList();
    }
  }

  private static Answer ask(RsmDriver driver) {
    String type = driver.getClass().getName();
    try {
      type = Objects.requireNonNull(driver.type(), "type");
      Availability availability = Objects.requireNonNull(driver.availability(), "availability");
      List<Integer> units = availability.present() ? List.copyOf(driver.units()) : List.of();
      return new Answer(type, availability, units);
    } catch (RuntimeException | Error e) {
      DriverFailure.keepInterrupt(e);
      return new Answer(type, Availability.absent("the driver failed: " + e), List.of());
    }
  }

  private static boolean isOfType(RsmDriver driver, String type) {
    try {
      return type.equals(driver.type());
    } catch (RuntimeException | Error e) {
      DriverFailure.contained("RsmDriver.type", e);
      return false;
    }
  }

  /** Returns the name that a controller has: applications may know its type by another name. */
  ControllerName canonical(ControllerName name) {
    List<RsmDriver> drivers = source.drivers();
    if (drivers.stream().anyMatch(driver -> isOfType(driver, name.type()))) {
      return name;
    }
    for (RsmDriver driver : drivers) {
      String type = typeIfAlias(driver, name.type());
      if (type != null) {
        return new ControllerName(type, name.unit());
      }
    }
    return name;
  }

  private static @Nullable String typeIfAlias(RsmDriver driver, String alias) {
    try {
      return driver.aliases().contains(alias) ? driver.type() : null;
    } catch (RuntimeException | Error e) {
      DriverFailure.contained("RsmDriver.aliases", e);
      return null;
    }
  }

  /** Tells whether a driver has not left; asks nobody but the source. */
  boolean contains(RsmDriver driver) {
    for (RsmDriver present : source.drivers()) {
      if (present == driver) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the driver of a controller.
   *
   * @throws RsmException with the code CTLR_NOT_PRESENT, the reason, and what there is
   */
  RsmDriver find(ControllerName name, String operation) {
    List<String> absent = new ArrayList<>();
    for (RsmDriver driver : source.drivers()) {
      if (isOfType(driver, name.type())) {
        Answer answer = ask(driver);
        if (answer.units().contains(name.unit())) {
          return driver;
        }
        absent.add(answer.isPresent() ? "no unit " + name.unit() : answer.availability().reason());
      }
    }
    String present =
        statuses().stream()
            .flatMap(status -> status.controllers().stream())
            .sorted()
            .collect(Collectors.joining(", "));
    throw new RsmException(
        RsmError.CTLR_NOT_PRESENT,
        operation,
        "name="
            + name
            + (absent.isEmpty() ? "; no driver of this type" : "; " + String.join("; ", absent))
            + "; present: "
            + (present.isEmpty() ? "none" : present));
  }

  /**
   * Refuses a driver that was built for another version of the interface.
   *
   * @throws RsmException with the code BAD_LIBRARY_VERSION
   */
  static void checkVersion(RsmDriver driver, ControllerName name, String operation) {
    int version =
        DriverFailure.translate(operation, DriverCodes.GET_CONTROLLER, driver::spiVersion);
    if (version != RsmDriver.SPI_VERSION) {
      throw new RsmException(
          RsmError.BAD_LIBRARY_VERSION,
          operation,
          "driver="
              + name.type()
              + " was built for version="
              + version
              + "; the library has version="
              + RsmDriver.SPI_VERSION);
    }
  }

  /** Returns the names of the controllers that can be opened, in their order. */
  Set<ControllerName> names() {
    Set<ControllerName> names = new TreeSet<>();
    for (RsmDriver driver : source.drivers()) {
      Answer answer = ask(driver);
      if (answer.isPresent() && isOfThisVersion(driver)) {
        answer.units().forEach(unit -> names.add(new ControllerName(answer.type(), unit)));
      }
    }
    return names;
  }

  private static boolean isOfThisVersion(RsmDriver driver) {
    try {
      return driver.spiVersion() == RsmDriver.SPI_VERSION;
    } catch (RuntimeException | Error e) {
      DriverFailure.contained("RsmDriver.spiVersion", e);
      return false;
    }
  }

  /** Returns what there is; of several drivers of one type, the first has the controllers. */
  List<DriverStatus> statuses() {
    List<DriverStatus> statuses = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (RsmDriver driver : source.drivers()) {
      Answer answer = ask(driver);
      boolean first = answer.isPresent() && types.add(answer.type());
      statuses.add(
          new DriverStatus(
              answer.type(),
              answer.isPresent(),
              answer.availability().reason(),
              first ? answer.names() : List.of()));
    }
    return List.copyOf(statuses);
  }
}
