// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.run.Selection;
import org.rsmapi.tck.run.TckResult;
import org.rsmapi.tck.run.Waivers;
import org.rsmapi.tck.support.Limits;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** Tests a driver and judges it. */
@Command(
    name = "tck",
    description = "Tests whether a driver, with the library, does what RSMAPI says.",
    sortOptions = false,
    footer = {
      "",
      "Exit code: 0 the driver is conformant; 1 it is not; 2 wrong arguments, or nothing to test;",
      "3 nothing failed, but only some rules were selected, or failures are waived; 130 after",
      "Ctrl-C. What the environment has to offer is in the guide, tck/README.md."
    })
public final class TckCommand implements Callable<Integer> {

  /** Reads the version from the manifest of the jar. */
  static final IVersionProvider VERSION =
      () -> {
        String packaged = TckCommand.class.getPackage().getImplementationVersion();
        return new String[] {
          "org.rsmapi.tck " + (packaged == null ? "unpackaged" : packaged),
          "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name")
        };
      };

  @SuppressWarnings("NullAway.Init") // by picocli
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--driver",
      paramLabel = "JAR",
      description = "The jar of the driver, or one that it needs; may be repeated.")
  private List<Path> drivers = List.of();

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      description = "The controller to test, for example sci0.")
  private @Nullable String controller;

  @Option(
      names = "--fixture",
      paramLabel = "FILE",
      description = "What the driver offers, as a file of properties.")
  private @Nullable Path fixture;

  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description = "Rules that the driver is known to break: lines RULE-ID = reason.")
  private @Nullable Path waivers;

  @Option(
      names = "--rule",
      paramLabel = "RULE-ID",
      description = "Test this rule only, or those that match, as PUBLISH-*; may be repeated.")
  private List<String> rules = List.of();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "Test the rules of this function only, in C or in Java, as rsm_memseg_import_put or"
              + " ImportSegment.put; may be repeated.")
  private List<String> functions = List.of();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write the report into this directory.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(names = "--list", description = "Print the rules that would be tested, and end.")
  private boolean list;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long a rule may take; default ${DEFAULT-VALUE}.")
  private double timeoutSeconds;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  /** Makes the command. */
  public TckCommand() {}

  @Override
  public Integer call() throws IOException {
    Selection selection = selection();
    if (list) {
      RuleList.print(selection, spec.commandLine().getOut());
      return ExitCodes.CONFORMANT;
    }
    Waivers waived = waivers == null ? Waivers.NONE : InputFiles.waivers(waivers);
    List<Path> jars = drivers.stream().map(InputFiles::driver).toList();
    Map<String, String> properties = new HashMap<>();
    if (fixture != null) {
      properties.put(DriverUnderTest.FIXTURE, InputFiles.fixture(fixture).toString());
    }
    if (controller != null) {
      properties.put(DriverUnderTest.CONTROLLER, controller);
    }
    Optional<Path> directory = Optional.ofNullable(report);
    if (report != null) {
      createDirectory(report);
    }
    try (ScratchDirectory scratch = new ScratchDirectory()) {
      List<String> command = TestCommandLine.of(jars, properties, scratch.path(), directory);
      Session session = new Session(command, selection, waived, timeoutMillis());
      return session.run(this::report);
    }
  }

  private Selection selection() {
    try {
      return Selection.of(rules, functions);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  private long timeoutMillis() {
    if (!(timeoutSeconds > 0)) {
      throw new Refusal("--timeout " + timeoutSeconds + ": must be more than 0");
    }
    try {
      return Math.max(
          1, Limits.scaled(Duration.ofMillis((long) (timeoutSeconds * 1000))).toMillis());
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()));
    }
  }

  // TODO report
  private void report(TckResult result) {
    spec.commandLine().getOut().println(result.verdict());
    for (var outcome : org.rsmapi.tck.run.Outcome.values()) {
      spec.commandLine().getOut().println(outcome + " " + result.count(outcome));
    }
    result.results().values().stream()
        .filter(r -> r.outcome() == org.rsmapi.tck.run.Outcome.FAIL)
        .forEach(spec.commandLine().getOut()::println);
  }

  private static void createDirectory(Path directory) {
    try {
      Path ignored = Files.createDirectories(directory);
    } catch (IOException e) {
      throw new Refusal("--report " + directory + ": cannot be made: " + e);
    }
  }
}
