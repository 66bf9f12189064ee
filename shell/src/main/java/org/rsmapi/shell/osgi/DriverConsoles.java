// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.osgi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.rsmapi.shell.command.Session;
import org.rsmapi.shell.command.ShellCommands;
import org.rsmapi.shell.console.ConsoleCommand;
import org.rsmapi.spi.DriverConsole;
import picocli.CommandLine;

/**
 * What drivers offer operators: a command for each, which comes and goes with the driver. Nothing
 * is kept of a driver that has left.
 */
final class DriverConsoles
    implements ServiceTrackerCustomizer<DriverConsole, DriverConsoles.Registered>, AutoCloseable {

  private static final Logger LOG = System.getLogger(DriverConsoles.class.getName());

  private final BundleContext context;
  private final ShellCommands commands;
  private final ServiceTracker<DriverConsole, Registered> tracker;

  /** A console whose command is registered. */
  record Registered(DriverConsole console, ServiceRegistration<?> registration) {}

  DriverConsoles(BundleContext context, Session session) {
    this.context = context;
    this.commands = new ShellCommands(session, this::lines);
    this.tracker = new ServiceTracker<>(context, DriverConsole.class, this);
  }

  /** Returns the commands of the shell, and of the drivers that are there. */
  ShellCommands commands() {
    return commands;
  }

  void open() {
    tracker.open();
  }

  /** Returns the console of a type of driver, if there is one now. */
  Optional<DriverConsole> find(String type) {
    return tracker.getTracked().values().stream()
        .map(Registered::console)
        .filter(console -> console.type().equals(type))
        .findFirst();
  }

  /** Makes a command line for each; of two drivers of a type, for that which Gogo would take. */
  private Collection<CommandLine> lines() {
    Map<String, CommandLine> lines = new LinkedHashMap<>();
    for (Registered registered : tracker.getTracked().values()) {
      try {
        CommandLine line = ConsoleCommand.of(registered.console());
        lines.putIfAbsent(line.getCommandName(), line);
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.WARNING, "The command of a driver is broken and is left out", e);
      }
    }
    return lines.values();
  }

  @Override
  public @Nullable Registered addingService(ServiceReference<DriverConsole> reference) {
    DriverConsole console = context.getService(reference);
    if (console == null) {
      return null;
    }
    try {
      String type = ConsoleCommand.of(console).getCommandName();
      if (ShellCommands.names().contains(type)) {
        throw new IllegalArgumentException("there is a command '" + type + "' already");
      }
      return new Registered(console, GogoCommand.register(context, type, commands));
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.WARNING, "The command of a driver is broken and is left out", e);
      context.ungetService(reference);
      return null;
    }
  }

  @Override
  public void modifiedService(ServiceReference<DriverConsole> reference, Registered registered) {
    // No property of the service is used.
  }

  @Override
  public void removedService(ServiceReference<DriverConsole> reference, Registered registered) {
    registered.registration().unregister();
    context.ungetService(reference);
  }

  @Override
  public void close() {
    tracker.close();
  }
}
