// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.DriverStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the drivers and their controllers. */
@Command(
    name = "controllers",
    description = "Lists the controllers, and the drivers that cannot be used with the reason.")
public final class ControllersCommand extends RsmCommand {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /**
   * Creates the command.
   *
   * @param session what it works on
   */
  public ControllersCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    // Found in an order that differs from one machine to another.
    List<DriverStatus> drivers =
        session().rsm().drivers().stream()
            .sorted(Comparator.comparing(DriverStatus::type))
            .toList();
    if (json) {
      Json.print(
          Map.of("drivers", drivers.stream().map(ControllersCommand::fields).toList()), out());
    } else if (drivers.isEmpty()) {
      out().println("no drivers");
    } else {
      drivers.forEach(this::print);
    }
  }

  private void print(DriverStatus driver) {
    if (driver.available()) {
      driver.controllers().forEach(out()::println);
    } else {
      out().println(driver.type() + "  not available: " + driver.reason());
    }
  }

  private static Map<String, Object> fields(DriverStatus driver) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", driver.type());
    fields.put("available", driver.available());
    fields.put("reason", driver.reason());
    fields.put("controllers", driver.controllers());
    return fields;
  }
}
