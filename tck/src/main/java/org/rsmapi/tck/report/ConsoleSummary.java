// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.io.Console;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;
import org.rsmapi.tck.run.Verdict;

/** What a terminal or a log shows at the end of a run. */
public final class ConsoleSummary {

  private static final int WIDTH = 110;
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";

  private final StringBuilder out = new StringBuilder();
  private final TckResult result;
  private final boolean colour;

  private ConsoleSummary(TckResult result, boolean colour) {
    this.result = result;
    this.colour = colour;
  }

  /**
   * Tells whether the standard output is a terminal whose user has nothing against colour.
   *
   * @return false in a pipe or file, in a terminal that knows none, and where {@code NO_COLOR} is
   *     set
   */
  @SuppressWarnings("SystemConsoleNull") // whoever embeds this may have taken the console away
  public static boolean isColourWanted() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
        && !System.getenv().getOrDefault("TERM", "").equals("dumb");
  }

  /**
   * Summarises a run.
   *
   * @param result the run
   * @param page where the report is; null if none was written
   * @param colour whether to mark with colours what is good and what is not
   * @return lines, each with its end
   */
  public static String of(TckResult result, @Nullable Path page, boolean colour) {
    ConsoleSummary summary = new ConsoleSummary(Reports.complete(result), colour);
    summary.failures();
    summary.grouped(Outcome.WAIVED, "Waived");
    summary.grouped(Outcome.NOT_APPLICABLE, "Not applicable");
    summary.grouped(Outcome.NOT_RUN, "Not run");
    summary.verdict();
    if (page != null) {
      summary.line("Report: " + page);
    }
    return summary.out.toString();
  }

  private void verdict() {
    String driver =
        plain((result.environment().driver() + " " + result.environment().driverVersion()).strip());
    String code =
        switch (result.verdict()) {
          case CONFORMANT -> GREEN;
          case NOT_CONFORMANT -> RED;
          case CONFORMANT_BUT_WAIVED, SELECTION_PASSED -> YELLOW;
        };
    line("");
    line(coloured(code + ";1", Wording.headline(result)) + " (" + driver + ")");
    if (result.verdict() != Verdict.CONFORMANT || result.count(Outcome.NOT_APPLICABLE) == 0) {
      line(Wording.explanation(result));
    }
    line(
        List.of(Outcome.values()).stream()
                .filter(outcome -> result.count(outcome) > 0)
                .map(outcome -> result.count(outcome) + " " + Wording.name(outcome))
                .collect(Collectors.joining(", "))
            + "; "
            + result.results().size()
            + " rules in "
            + duration(result.durationMillis()));
  }

  private void failures() {
    List<RuleResult> failed = with(Outcome.FAIL);
    if (failed.isEmpty()) {
      return;
    }
    line("");
    line("Failed:");
    for (RuleResult rule : failed) {
      line("  " + coloured(RED, rule.rule().id()) + cases(rule));
      Failure failure = firstFailure(rule);
      String expected = failure == null ? "" : failure.expected();
      String actual = failure == null ? rule.reason() : failure.actual();
      line(
          shortened(
              "    expected "
                  + (expected.isEmpty() ? Catalogue.rule(rule.rule()).expected() : expected)));
      line(
          shortened(
              "    got      "
                  + (actual.isEmpty() && failure != null ? failure.message() : actual)));
    }
  }

  private static String cases(RuleResult rule) {
    List<String> failed =
        rule.cases().stream()
            .filter(one -> one.outcome() == Outcome.FAIL)
            .map(CaseResult::name)
            .toList();
    return rule.cases().size() < 2
        ? ""
        : shortened(
            "  "
                + failed.size()
                + " of "
                + rule.cases().size()
                + " cases: "
                + String.join("; ", failed));
  }

  private static @Nullable Failure firstFailure(RuleResult rule) {
    for (CaseResult one : rule.cases()) {
      if (one.failure() != null) {
        return one.failure();
      }
    }
    return null;
  }

  private void grouped(Outcome outcome, String title) {
    Map<String, List<RuleResult>> byReason =
        with(outcome).stream()
            .collect(
                Collectors.groupingBy(
                    ConsoleSummary::reason, LinkedHashMap::new, Collectors.toList()));
    if (byReason.isEmpty()) {
      return;
    }
    line("");
    line(title + ":");
    byReason.forEach(
        (reason, rules) -> {
          line(shortened("%5d  %s".formatted(rules.size(), reason)));
          if (outcome == Outcome.WAIVED) {
            rules.forEach(rule -> line("         " + coloured(YELLOW, rule.rule().id())));
          }
        });
  }

  /** What no program can test has a reason for each rule; the page gives them. */
  private static String reason(RuleResult rule) {
    return Catalogue.rule(rule.rule()).untestable().isPresent()
        ? "No Java program can provoke it, whatever the driver."
        : Wording.reason(rule);
  }

  private List<RuleResult> with(Outcome outcome) {
    return result.results().values().stream().filter(rule -> rule.outcome() == outcome).toList();
  }

  private void line(String text) {
    out.append(text).append(System.lineSeparator());
  }

  private String coloured(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  private static String shortened(String text) {
    String plain = plain(text);
    return plain.length() <= WIDTH ? plain : plain.substring(0, WIDTH - 3) + "...";
  }

  /** What a driver says must not steer the terminal, and stays on its line. */
  private static String plain(String text) {
    return text.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "?");
  }

  private static String duration(long millis) {
    return millis < 60_000
        ? "%d.%d s".formatted(millis / 1000, millis % 1000 / 100)
        : "%d min %d s".formatted(millis / 60_000, millis / 1000 % 60);
  }
}
