// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import org.rsmapi.shell.command.AttributesCommand;
import org.rsmapi.shell.command.ControllersCommand;
import org.rsmapi.shell.command.HelpOption;
import org.rsmapi.shell.command.OneLineErrors;
import org.rsmapi.shell.command.Session;
import org.rsmapi.shell.command.Terminal;
import org.rsmapi.shell.command.TopologyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code rsm} command. */
@Command(
    name = "rsm",
    description = "Remote shared memory: memory of one process in the hands of another.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit code: 0 if all went well, 1 after an error of RSMAPI, 2 after wrong arguments.",
      "rsm COMMAND --help tells more."
    })
public final class Main implements Runnable {

  private static final String HELP = "help";

  @SuppressWarnings("NullAway.Init") // by picocli
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("unused") // picocli looks at it
  @Mixin
  private final HelpOption help = new HelpOption();

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  private Main() {}

  /**
   * Runs a command and exits with its code.
   *
   * @param arguments the command and what belongs to it
   */
  public static void main(String[] arguments) {
    PlainLibrary library = new PlainLibrary();
    Session session = new Session(library::get);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(session, library), "rsm-session"));
    int code = commandLine(session, arguments).execute(arguments);
    end(session, library);
    System.exit(code);
  }

  private static void end(Session session, PlainLibrary library) {
    try (library) {
      session.close();
    } catch (RuntimeException e) {
      System.err.println("rsm: " + e.getMessage());
    }
  }

  private static CommandLine commandLine(Session session, String[] arguments) {
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new DemoCommand())
            .addSubcommand(new ShellCommand())
            .addSubcommand(new ExportProgram(session))
            .addSubcommand(new ImportProgram(session))
            .addSubcommand(new ControllersCommand(session))
            .addSubcommand(new AttributesCommand(session))
            .addSubcommand(new TopologyCommand(session))
            .addSubcommand(new TckCommand())
            .addSubcommand(new BenchCommand())
            .addSubcommand(new VersionCommand())
            .addSubcommand(HELP, new HelpCommand())
            .addSubcommand(new DemoImporterCommand());
    line.getCommandSpec().versionProvider(new VersionCommand.Provider());
    // A message may begin with @.
    line.setExpandAtFiles(false);
    line.setOut(Terminal.writer(System.out)).setErr(Terminal.writer(System.err));
    if (mayNeedDrivers(line, arguments)) {
      DriverCommands.addTo(line, ClassLoader.getSystemClassLoader());
    }
    return OneLineErrors.on(line, session);
  }

  /** Commands of our own start without a look at the drivers, and whatever those do. */
  private static boolean mayNeedDrivers(CommandLine line, String[] arguments) {
    return arguments.length == 0
        || arguments[0].equals(HELP)
        || !line.getSubcommands().containsKey(arguments[0]);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "which command? Try demo, shell, export, import, or --help");
  }
}
