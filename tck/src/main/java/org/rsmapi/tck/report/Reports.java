// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

/** Writes the report of a run. */
public final class Reports {

  private Reports() {}

  /**
   * Writes a report that tells how to repeat a rule with the start script of the distribution.
   *
   * @param result the run
   * @param directory where; made if it is not there, and a former report in it is replaced
   * @return the page for people
   * @throws IOException if it cannot be written
   */
  public static Path write(TckResult result, Path directory) throws IOException {
    List<String> command = new ArrayList<>(List.of("./rsm", "tck"));
    if (!result.environment().endpoints().isEmpty()) {
      command.addAll(List.of("--controller", result.environment().endpoints().getFirst()));
    }
    return write(result, command, directory);
  }

  /**
   * Writes a report: {@code index.html}, {@code tck-report.json}, and {@code junit/TEST-*.xml}.
   *
   * @param result the run; rules that it leaves out are reported as not run
   * @param command the words of the command that gave it, without the selection of rules
   * @param directory where; made if it is not there, and a former report in it is replaced
   * @return the page for people
   * @throws IOException if it cannot be written
   */
  public static Path write(TckResult result, List<String> command, Path directory)
      throws IOException {
    TckResult whole = complete(result);
    String json = json(whole, command);
    Path junit = directory.resolve("junit");
    Files.createDirectories(junit);
    Files.writeString(directory.resolve("tck-report.json"), json);
    for (Map.Entry<String, List<RuleResult>> area : byArea(whole.results().values()).entrySet()) {
      Files.writeString(
          junit.resolve("TEST-org.rsmapi.tck." + area.getKey() + ".xml"),
          JUnitReport.of(area.getKey(), area.getValue(), whole));
    }
    return Files.writeString(directory.resolve("index.html"), HtmlReport.of(json));
  }

  /**
   * Returns what {@code tck-report.json} holds.
   *
   * @param result the run; rules that it leaves out are reported as not run
   * @param command the words of the command that gave it, without the selection of rules
   * @return JSON, with a line feed at its end
   */
  public static String json(TckResult result, List<String> command) {
    return JsonReport.of(complete(result), new RepeatCommand(command));
  }

  private static Map<String, List<RuleResult>> byArea(Collection<RuleResult> results) {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                result -> result.rule().area(), LinkedHashMap::new, Collectors.toList()));
  }

  /** Nothing is left out without a word. */
  static TckResult complete(TckResult result) {
    Map<RuleId, RuleResult> results = new EnumMap<>(RuleId.class);
    for (RuleId rule : RuleId.values()) {
      results.put(rule, new RuleResult(rule, Outcome.NOT_RUN, "the run has no result", List.of()));
    }
    results.putAll(result.results());
    return new TckResult(
        result.environment(),
        results,
        result.selection(),
        result.interrupted(),
        result.durationMillis());
  }
}
