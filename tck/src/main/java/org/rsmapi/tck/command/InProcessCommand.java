// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.run.Selection;
import org.rsmapi.tck.run.Tck;
import org.rsmapi.tck.run.TckResult;
import org.rsmapi.tck.run.Waivers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a driver in this process, and judges it. */
@Command(
    name = "tck",
    description = "Tests whether the deployed driver and library do what RSMAPI says.",
    sortOptions = false,
    footer = {
      "",
      "Result: 0 the driver is conformant; 1 it is not; 2 wrong arguments, or nothing to test;",
      "3 nothing failed, but only some rules were selected, or failures are waived."
    })
public final class InProcessCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // by picocli
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  @Mixin private RunOptions options = new RunOptions();

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private final PrintStream progress;

  private InProcessCommand(PrintStream progress) {
    this.progress = progress;
  }

  /**
   * Tests a driver.
   *
   * @param arguments the options
   * @return the exit code that a program would have
   */
  public static int run(String... arguments) {
    return Main.line(new InProcessCommand(System.err)).execute(arguments);
  }

  /**
   * Prints why nothing is done.
   *
   * @param message one line
   * @return the exit code that a program would have
   */
  public static int refuse(String message) {
    return Main.refuse(Main.line(new InProcessCommand(System.err)), message);
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = options.selection();
    Waivers waivers = options.waivers();
    Path directory = options.createdReport();
    String before = System.getProperty(DriverUnderTest.CONTROLLER);
    try {
      setController(options.controller() == null ? before : options.controller());
      TckResult result = tested(selection, waivers);
      report(result, waivers, directory);
      return ExitCodes.of(result);
    } finally {
      setController(before);
    }
  }

  /** The driver is chosen by this property, here and in further processes. */
  private static void setController(@Nullable String name) {
    if (name == null) {
      System.clearProperty(DriverUnderTest.CONTROLLER);
    } else {
      System.setProperty(DriverUnderTest.CONTROLLER, name);
    }
  }

  private TckResult tested(Selection selection, Waivers waivers) {
    Progress shown = new Progress(progress, false, selection.rules().size());
    try {
      return Tck.run(selection, waivers, shown);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new Refusal(Session.asOptions(String.valueOf(e.getMessage())));
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new Refusal(e.toString());
    }
  }

  private void report(TckResult result, Waivers waivers, @Nullable Path directory)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("rsm:tck"));
    if (options.controller() != null) {
      words.addAll(List.of("--controller", options.controller()));
    }
    new Output(
            spec.commandLine().getOut(),
            spec.commandLine().getErr(),
            words,
            directory,
            waivers,
            /* json= */ false,
            /* color= */ false)
        .report(result);
  }
}
