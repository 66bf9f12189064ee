// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.report.ConsoleSummary;
import org.rsmapi.tck.run.Selection;
import org.rsmapi.tck.run.Waivers;
import org.rsmapi.tck.support.Limits;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
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

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--fixture",
      paramLabel = "FILE",
      description = "What the driver offers, as a file of properties.")
  private @Nullable Path fixture;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(names = "--no-color", description = "Print without colors, on a terminal too.")
  private boolean noColor;

  @Option(names = "--list", description = "Print the rules that would be tested, and end.")
  private boolean list;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "" + Limits.RULE_SECONDS,
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
    Selection selection = options.selection();
    if (list) {
      RuleList.print(selection, spec.commandLine().getOut());
      return ExitCodes.CONFORMANT;
    }
    long timeoutMillis = timeoutMillis();
    Waivers waived = options.waivers();
    List<Path> jars = drivers.stream().map(InputFiles::driver).toList();
    Map<String, String> properties = new HashMap<>();
    if (fixture != null) {
      properties.put(DriverUnderTest.FIXTURE, InputFiles.fixture(fixture).toString());
    }
    String controller = options.controller();
    if (controller != null) {
      properties.put(DriverUnderTest.CONTROLLER, controller);
    }
    Path report = options.createdReport();
    Path crashes = report == null ? Path.of("") : report;
    try (Interrupt interrupt = new Interrupt();
        ScratchDirectory scratch = new ScratchDirectory()) {
      Session session =
          new Session(
              TestCommandLine.of(jars, properties, scratch.path(), crashes),
              selection,
              waived,
              timeoutMillis);
      return session.run(interrupt, output(waived));
    }
  }

  private Output output(Waivers waived) {
    return new Output(
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        repeated(),
        options.report(),
        waived,
        json,
        !noColor && ConsoleSummary.isColourWanted());
  }

  /** This command without what it does to the result and without the selection of rules. */
  private List<String> repeated() {
    List<String> words = new ArrayList<>();
    String classPath = System.getProperty("java.class.path");
    if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
      words.addAll(List.of("java", "-jar", classPath));
    } else {
      words.addAll(List.of("./rsm", "tck"));
    }
    drivers.forEach(jar -> words.addAll(List.of("--driver", jar.toString())));
    String controller = options.controller();
    if (controller != null) {
      words.addAll(List.of("--controller", controller));
    }
    if (fixture != null) {
      words.addAll(List.of("--fixture", fixture.toString()));
    }
    return words;
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
}
