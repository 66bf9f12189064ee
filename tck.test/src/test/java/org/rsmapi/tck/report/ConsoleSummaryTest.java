// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

class ConsoleSummaryTest {

  private static List<String> lines(TckResult result) {
    return ConsoleSummary.of(result, Path.of("out", "index.html"), false).lines().toList();
  }

  private static String line(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError(String.join("\n", lines)));
  }

  @Test
  void verdictTotalsAndPlaceOfTheReportComeLast() {
    List<String> lines = lines(Samples.conformant());
    assertTrue(line(lines, "Conformant (sample ").endsWith(" 1.2.3)"));
    assertTrue(lines.contains("350 passed; 350 rules in 1 min 1 s"), lines::toString);
    assertEquals("Report: " + Path.of("out", "index.html"), lines.getLast());
  }

  @Test
  void aFailedRuleSaysWhatWasExpectedAndWhatCameBack() {
    List<String> lines = lines(Samples.allOutcomes());
    int rule =
        lines.indexOf(
            line(
                lines,
                "  " + Samples.TWO_CASES_FAILED.id() + "  2 of 3 cases: offset=0, length=8"));
    assertEquals("    expected RSMERR_BAD_SEGID (20)", lines.get(rule + 1));
    assertEquals("    got      success", lines.get(rule + 2));
    line(lines, "Not conformant (sample ");
    assertEquals(
        "2 rules failed, the run was ended before its end, 1 rule not run.",
        line(lines, "2 rules failed"));
  }

  @Test
  void whatDoesNotApplyIsGroupedByReason() {
    List<String> lines = lines(Samples.allOutcomes());
    long hostile = lines.stream().filter(line -> line.contains("one node only")).count();
    assertEquals(1, hostile);
    assertEquals(1, lines.stream().filter(line -> line.contains("No Java program")).count());
    assertTrue(line(lines, "    1  known, see ticket 7").length() <= 110);
    assertTrue(lines.contains("         " + Samples.WAIVED.id()));
    assertTrue(lines.contains("    1  the run ended before it"));
  }

  @Test
  void aDriverCannotSteerTheTerminal() {
    String summary = ConsoleSummary.of(Samples.allOutcomes(), null, false);
    assertFalse(summary.contains("\u001b"));
    assertFalse(summary.contains("\u0000"));
    assertFalse(summary.contains("Report:"));
  }

  @Test
  void colourMarksTheVerdict() {
    assertTrue(
        ConsoleSummary.of(Samples.conformant(), null, true)
            .contains("\u001b[32;1mConformant\u001b[0m"));
    assertTrue(
        ConsoleSummary.of(Samples.allOutcomes(), null, true)
            .contains("\u001b[31;1mNot conformant\u001b[0m"));
  }

  @Test
  void whatDoesNotShowConformanceSaysSo() {
    TckResult waived =
        Samples.with(
            Samples.conformant(),
            Samples.result(Samples.WAIVED, Outcome.WAIVED, "ticket 7", Samples.failed("", "x")));
    List<String> lines = lines(waived);
    line(lines, "Conformance not shown: rules are waived");
    line(lines, "1 rule failed and is excused by a waiver; 349 rules passed.");
    RuleId rule = RuleId.GET_CONTROLLER_OK_01;
    TckResult selection =
        Samples.of(
            Map.of(rule, Samples.result(rule, Outcome.PASS, "", Samples.passed(""))),
            "rule " + rule.id(),
            false);
    line(lines(selection), "Conformance not shown: only a selection was tested");
    RuleResult excused =
        Samples.result(Samples.WAIVED, Outcome.WAIVED, "ticket 7", Samples.failed("", "x"));
    RuleResult passed = Samples.result(rule, Outcome.PASS, "", Samples.passed(""));
    Map<RuleId, RuleResult> both = Map.of(rule, passed, Samples.WAIVED, excused);
    line(
        lines(Samples.of(both, "two rules", false)),
        "Of the selected rules 1 rule failed and is excused by a waiver, which says nothing of"
            + " the others: 1 rule passed.");
  }
}
