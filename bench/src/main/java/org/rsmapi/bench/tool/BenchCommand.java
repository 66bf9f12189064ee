// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rsmapi.bench.harness.Cpus;
import org.rsmapi.bench.harness.Effort;
import org.rsmapi.bench.harness.Programs;
import org.rsmapi.bench.harness.Progress;
import org.rsmapi.bench.harness.Setting;
import org.rsmapi.bench.harness.Stage;
import org.rsmapi.bench.harness.Stages;
import org.rsmapi.bench.report.HtmlReport;
import org.rsmapi.bench.report.JsonReport;
import org.rsmapi.bench.report.Report;
import org.rsmapi.bench.report.Results;
import org.rsmapi.bench.report.TextReport;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures RSMAPI beside its peers, and judges. */
@Command(
    name = "rsm bench",
    description =
        "Measures RSMAPI beside the memory below it and beside other ways to share memory, in"
            + " interleaved rounds, and compares with the targets.",
    footer = {
      "",
      "Exit code: 0 if no target is missed, 1 if one is or RSMAPI failed, 2 after wrong arguments.",
      "What is not installed is named with the reason. Leave the machine alone meanwhile."
    })
public final class BenchCommand implements Callable<Integer> {

  private static final int MISSED = 1;

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("unused") // picocli looks at it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @ArgGroup private @Nullable Efforts efforts;

  @Option(names = "--json", description = "Print one JSON document instead of the tables.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a page with plots, which needs no other file.")
  private @Nullable Path html;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description =
          "Only these parts: calls, ping-pong, signals, connect, one-sided, bulk, vectors, drivers, segments, start-up.")
  private List<String> only = List.of();

  /** One of them. */
  static final class Efforts {
    @SuppressWarnings("unused") // what is not the others
    @Option(names = "--quick", description = "Below two minutes (the default).")
    private boolean quick;

    @Option(names = "--full", description = "Below twenty minutes, on two processors.")
    private boolean full;

    @Option(names = "--trial", hidden = true, description = "Only sees whether everything runs.")
    private boolean trial;

    Effort effort() {
      return full ? Effort.FULL : trial ? Effort.TRIAL : Effort.QUICK;
    }
  }

  private BenchCommand() {}

  /**
   * Runs the command.
   *
   * @param arguments its options
   * @return the exit code
   */
  public static int execute(String[] arguments) {
    return execute(
        arguments,
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  static int execute(String[] arguments, PrintWriter out, PrintWriter errors) {
    CommandLine line = new CommandLine(new BenchCommand()).setOut(out).setErr(errors);
    line.setParameterExceptionHandler(
        (exception, given) -> {
          line.getErr().println("rsm bench: " + exception.getMessage());
          return CommandLine.ExitCode.USAGE;
        });
    return line.execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    List<Stage> stages = stages();
    checkPage();
    PrintWriter errors = spec.commandLine().getErr();
    Report report = measure(stages, new Progress(errors));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonReport.text(report));
    } else {
      TextReport.lines(report).forEach(out::println);
    }
    out.flush();
    boolean good = effort() == Effort.TRIAL ? report.hasRun() : report.isMet();
    return writePage(report) && good ? CommandLine.ExitCode.OK : MISSED;
  }

  private Effort effort() {
    return efforts == null ? Effort.QUICK : efforts.effort();
  }

  private Report measure(List<Stage> stages, Progress progress) throws IOException {
    Effort effort = effort();
    if (Machine.isBusy()) {
      progress.say("other programs are running; the figures will be worse than they could be");
    }
    Results results = new Results();
    Map<String, String> machine = Machine.describe();
    Cpus cpus = Cpus.find();
    if (cpus.equals(Cpus.NONE)) {
      progress.say("only one processor may be used: nothing is pinned");
    }
    try (Folders folders = new Folders()) {
      Setting setting =
          new Setting(
              Setting.javaCommand(folders.programs()),
              folders.files(),
              new Programs(folders.programs()),
              cpus,
              effort);
      for (Stage stage : stages) {
        progress.say(stage.id() + ": " + stage.title());
        stage.run(setting, results, progress);
      }
    }
    return Report.of(machine, effort.name().toLowerCase(Locale.ROOT), progress.seconds(), results);
  }

  private List<Stage> stages() {
    List<Stage> all = Stages.all();
    if (only.isEmpty()) {
      return all;
    }
    Set<String> unknown = new TreeSet<>(only);
    all.forEach(stage -> unknown.remove(stage.id()));
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--only: '"
              + String.join("', '", unknown)
              + "': no such part; use "
              + all.stream().map(Stage::id).collect(Collectors.joining(", ")));
    }
    return all.stream().filter(stage -> only.contains(stage.id())).toList();
  }

  private boolean writePage(Report report) {
    if (html != null) {
      try {
        Files.writeString(html, HtmlReport.text(report), StandardCharsets.UTF_8);
      } catch (IOException e) {
        spec.commandLine().getErr().println("rsm bench: --html: " + e);
        return false;
      }
    }
    return true;
  }

  /** Before minutes are spent. */
  private void checkPage() {
    Path page = html;
    if (page == null) {
      return;
    }
    Path folder = page.toAbsolutePath().getParent();
    if (folder == null
        || !Files.isWritable(folder)
        || Files.isDirectory(page)
        || (Files.exists(page) && !Files.isWritable(page))) {
      throw new ParameterException(
          spec.commandLine(),
          "--html: '" + page + "': cannot be written; name a file in a folder that exists");
    }
  }
}
