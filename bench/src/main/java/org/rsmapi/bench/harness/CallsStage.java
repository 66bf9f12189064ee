// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.rsmapi.bench.report.FigureKey;
import org.rsmapi.bench.report.Results;

/** Single calls, under JMH: a fork of each in every round. */
final class CallsStage implements Stage {

  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final String PLACEMENT = Placement.UNPINNED.label();
  private static final long VALUE = Long.BYTES;

  /** Benchmark with its parameter, and whose figure of what it is. */
  private static final Map<String, FigureKey> TIMES = new LinkedHashMap<>();

  private static final Map<String, FigureKey> ALLOCATIONS = new LinkedHashMap<>();

  static {
    time("SingleValueBenchmark.put64", "put64", "rsm");
    time("SingleValueBenchmark.bareStore", "put64", "memory-segment");
    time("SingleValueBenchmark.get64", "get64", "rsm");
    time("SingleValueBenchmark.bareLoad", "get64", "memory-segment");
    time("ThreeDriversBenchmark.put64 1", "put64-one-site", "rsm");
    time("ThreeDriversBenchmark.put64 3", "put64-one-site", "three-drivers");
    time("ThreeDriversBenchmark.get64 1", "get64-one-site", "rsm");
    time("ThreeDriversBenchmark.get64 3", "get64-one-site", "three-drivers");
    allocation("SingleValueBenchmark.put64", "put64-allocation", VALUE);
    allocation("SingleValueBenchmark.get64", "get64-allocation", VALUE);
    allocation("CallsBenchmark.put", "put-allocation", 0);
    allocation("CallsBenchmark.get", "get-allocation", 0);
    allocation("CallsBenchmark.putv", "putv-allocation", 0);
    allocation("CallsBenchmark.getv", "getv-allocation", 0);
    allocation("CallsBenchmark.postWait", "post-wait-allocation", 0);
    allocation("CallsBenchmark.barrier", "barrier-allocation", 0);
    allocation("CallsBenchmark.connect", "connect-allocation", 0);
  }

  private static void time(String benchmark, String work, String contender) {
    TIMES.put(benchmark, new FigureKey(work, VALUE, PLACEMENT, contender));
  }

  private static void allocation(String benchmark, String work, long size) {
    ALLOCATIONS.put(benchmark, new FigureKey(work, size, PLACEMENT, "rsm"));
  }

  @Override
  public String id() {
    return "calls";
  }

  @Override
  public String title() {
    return "single calls and what they allocate";
  }

  @Override
  public void run(Setting setting, Results results, Progress progress) {
    // The lock is a file that would stay.
    System.setProperty("jmh.ignoreLock", "true");
    Effort effort = setting.effort();
    int rounds = effort == Effort.QUICK ? 2 : effort.rounds();
    try {
      for (int round = 0; round < rounds; round++) {
        progress.say(id() + ": round " + (round + 1) + " of " + rounds);
        run(TIMES, false, effort, results);
      }
      progress.say(id() + ": allocation");
      run(ALLOCATIONS, true, effort, results);
    } catch (RunnerException e) {
      progress.say(id() + ": " + e.getMessage());
      results.miss(id(), "rsm", String.valueOf(e.getMessage()));
    }
  }

  private static void run(
      Map<String, FigureKey> figures, boolean allocation, Effort effort, Results results)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .forks(1)
            .warmupIterations(effort.isFull() ? 3 : 2)
            .warmupTime(TimeValue.milliseconds(iterationMillis(effort)))
            .measurementIterations(effort.isFull() ? 5 : 2)
            .measurementTime(TimeValue.milliseconds(iterationMillis(effort)));
    benchmarks(figures.keySet()).forEach(options::include);
    if (allocation) {
      options.addProfiler(GCProfiler.class);
    }
    for (RunResult result : new Runner(options.build()).run()) {
      FigureKey key = figures.get(name(result));
      Result<?> figure =
          allocation ? result.getSecondaryResults().get(ALLOCATION) : result.getPrimaryResult();
      if (key != null && figure != null) {
        results.add(key, List.of(figure.getScore()));
      }
    }
  }

  private static List<String> benchmarks(Collection<String> names) {
    return names.stream()
        .map(name -> name.split(" ", -1)[0])
        .distinct()
        .map(name -> "\\." + Pattern.quote(name) + "$")
        .toList();
  }

  /** Class, method, and the parameter if there is one. */
  private static String name(RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    int method = benchmark.lastIndexOf('.');
    String name = benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    String drivers = result.getParams().getParam("drivers");
    return drivers == null ? name : name + " " + drivers;
  }

  private static int iterationMillis(Effort effort) {
    return switch (effort) {
      case TRIAL -> 10;
      case QUICK -> 150;
      case FULL -> 500;
    };
  }
}
