// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.report.FigureKey;
import org.rsmapi.bench.report.Results;

/** Fresh JVMs: from load to the first put, and Felix with all bundles. */
final class StartUpStage implements Stage {

  private static final long PATIENCE_SECONDS = 60;
  private static final int ROUNDS = 7;
  private static final int FEW_ROUNDS = 3;
  private static final List<String> STEPS =
      List.of("load", "controller", "export", "connect", "put");

  @Override
  public String id() {
    return "start-up";
  }

  @Override
  public String title() {
    return "start-up";
  }

  @Override
  public void run(Setting setting, Results results, Progress progress) {
    int rounds = setting.effort().isFull() ? ROUNDS : FEW_ROUNDS;
    progress.say(id() + ": " + rounds + " rounds");
    try {
      for (int round = 0; round < rounds; round++) {
        plain(setting, results);
      }
    } catch (Failure e) {
      progress.say(id() + ": " + e.getMessage());
      results.miss(id(), "rsm", String.valueOf(e.getMessage()));
    }
    String home = System.getProperty("org.rsmapi.home", "");
    Path rsm = Path.of(home, "bin", "rsm");
    if (home.isEmpty() || !Files.isExecutable(rsm)) {
      results.miss(id(), "felix", "no distribution; start the benchmarks with its rsm bench");
      return;
    }
    try {
      for (int round = 0; round < rounds; round++) {
        felix(rsm, results);
      }
    } catch (Failure e) {
      progress.say(id() + ": " + e.getMessage());
      results.miss(id(), "felix", String.valueOf(e.getMessage()));
    }
  }

  private static void plain(Setting setting, Results results) {
    record(results, "start-up-jvm", "bare", timed(command(setting, "nothing")));
    List<String> command = command(setting, "startup");
    long begin = System.nanoTime();
    try (Child child = Child.start("startup", command, Map.of())) {
      Answer answer = Child.answer(child.line("values", PATIENCE_SECONDS));
      if (!(answer instanceof Answer.Values(List<Double> steps)) || steps.size() != STEPS.size()) {
        throw new Failure("said '" + answer.line() + "' instead of the steps");
      }
      child.await(PATIENCE_SECONDS);
      record(results, "start-up-jvm", "rsm", (double) (System.nanoTime() - begin));
      double total = 0;
      for (int i = 0; i < steps.size(); i++) {
        record(results, "start-up-" + STEPS.get(i), "rsm", steps.get(i));
        total += steps.get(i);
      }
      record(results, "start-up-first-put", "rsm", total);
    }
  }

  /** The same launcher without a container is what Felix is compared with. */
  private static void felix(Path rsm, Results results) {
    record(results, "start-up-felix", "bare", timed(List.of(rsm.toString(), "version")));
    record(results, "start-up-felix", "rsm", timed(List.of(rsm.toString(), "shell")));
  }

  private static List<String> command(Setting setting, String what) {
    List<String> command = new ArrayList<>(setting.java());
    command.add(what);
    return command;
  }

  /** From start to end, with nothing on standard input. */
  private static double timed(List<String> command) {
    long begin = System.nanoTime();
    try (Child child = Child.start(command.getLast(), command, Map.of())) {
      child.endInput();
      int code = child.await(PATIENCE_SECONDS);
      if (code != 0) {
        throw new Failure(
            String.join(" ", command) + " ended with " + code + "; " + child.complaint());
      }
      return (double) (System.nanoTime() - begin);
    }
  }

  private static void record(Results results, String work, String contender, double nanos) {
    results.add(new FigureKey(work, 0, Placement.UNPINNED.label(), contender), List.of(nanos));
  }
}
