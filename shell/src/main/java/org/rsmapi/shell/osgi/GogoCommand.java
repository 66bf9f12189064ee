// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.osgi;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.rsmapi.shell.command.ShellCommands;
import org.rsmapi.shell.command.Terminal;

/** One command of the scope {@code rsm}; its exit code is left in the variable {@code status}. */
final class GogoCommand implements Function {

  private static final String STATUS = "status";

  private final String name;
  private final ShellCommands commands;

  private GogoCommand(String name, ShellCommands commands) {
    this.name = name;
    this.commands = commands;
  }

  /** Registers the command of a name. */
  static ServiceRegistration<Function> register(
      BundleContext context, String name, ShellCommands commands) {
    return context.registerService(
        Function.class,
        new GogoCommand(name, commands),
        FrameworkUtil.asDictionary(
            Map.of("osgi.command.scope", "rsm", "osgi.command.function", name)));
  }

  @Override
  public @Nullable Object execute(CommandSession session, List<Object> arguments) {
    List<String> words = new ArrayList<>();
    words.add(name);
    arguments.forEach(argument -> words.add(String.valueOf(argument)));
    // Gogo gives each thread its own.
    PrintWriter out = Terminal.writer(System.out);
    PrintWriter err = Terminal.writer(System.err);
    session.put(STATUS, commands.execute(words, out, err));
    out.flush();
    err.flush();
    return null;
  }
}
