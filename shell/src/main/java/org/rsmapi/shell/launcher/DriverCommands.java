// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.rsmapi.shell.console.ConsoleCommand;
import org.rsmapi.spi.DriverConsole;
import picocli.CommandLine;

/**
 * Adds a command for each driver that offers something to operators. What cannot be used is told on
 * standard error, and takes nothing else with it.
 */
final class DriverCommands {

  /** As many broken entries in a row end the search, lest a broken loader keep us for ever. */
  private static final int MAX_BROKEN_ENTRIES = 100;

  private final CommandLine rsm;

  private DriverCommands(CommandLine rsm) {
    this.rsm = rsm;
  }

  /**
   * Looks for drivers where the library does.
   *
   * @param rsm gets the commands
   * @param loader sees the drivers
   */
  static void addTo(CommandLine rsm, ClassLoader loader) {
    DriverCommands commands = new DriverCommands(rsm);
    Iterator<DriverConsole> consoles = ServiceLoader.load(DriverConsole.class, loader).iterator();
    int broken = 0;
    while (broken < MAX_BROKEN_ENTRIES) {
      try {
        if (!consoles.hasNext()) {
          break;
        }
        commands.add(consoles.next());
        broken = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        broken++;
        commands.leaveOut(String.valueOf(e.getMessage()), e.getCause());
      }
    }
  }

  private void add(DriverConsole console) {
    try {
      CommandLine command = ConsoleCommand.of(console);
      if (rsm.getSubcommands().containsKey(command.getCommandName())) {
        throw new IllegalArgumentException(
            "there is a command '" + command.getCommandName() + "' already");
      }
      rsm.addSubcommand(command);
    } catch (RuntimeException | LinkageError e) {
      leaveOut(console.getClass().getName(), e);
    }
  }

  private void leaveOut(String which, @Nullable Throwable reason) {
    rsm.getErr()
        .println(
            "rsm: the command of a driver is left out: "
                + which
                + (reason == null ? "" : ": " + reason));
  }
}
