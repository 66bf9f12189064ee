// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.RuleRun;
import org.rsmapi.tck.run.RunListener;
import org.rsmapi.tck.tests.RuleTests;

/**
 * Rules tested with a defect.
 *
 * @param defect the defect
 * @param results what came of the rules
 */
record DefectRun(Defect defect, Map<RuleId, RuleResult> results) {

  /** A broken implementation may keep a test waiting for ever; so it is interrupted. */
  private static final String TIMEOUT = "junit.jupiter.execution.timeout.testable.method.default";

  /** Which rules each defect meets: {@code area}, {@code fast} or {@code all}. */
  private static final String RULES = "org.rsmapi.tck.defects";

  private static final String GENERAL = "general";

  /** Returns in what a defect differs from what is declared; empty if it does not. */
  static String check(Defect defect) {
    DefectRun run = of(defect, rules(defect));
    return run.asDeclared() ? "" : run.message();
  }

  private static Set<RuleId> rules(Defect defect) {
    Set<RuleId> rules = EnumSet.copyOf(RuleTests.byRule().keySet());
    String which = System.getProperty(RULES, "area");
    switch (which) {
      case "all" -> {}
      case "fast" -> rules.removeAll(RuleFile.read("slow-rules.txt").keySet());
      case "area" -> {
        String area = Defects.areaOf(defect).name();
        rules.removeAll(RuleFile.read("slow-rules.txt").keySet());
        rules.removeIf(rule -> !rule.area().equals(area) && !rule.area().equals(GENERAL));
      }
      default ->
          throw new IllegalArgumentException(RULES + "=" + which + "; use area, fast or all");
    }
    rules.addAll(defect.broken());
    return rules;
  }

  /** Tests rules with a defect in the library or the driver. */
  private static DefectRun of(Defect defect, Collection<RuleId> rules) {
    System.setProperty(Defects.ACTIVE, defect.id());
    System.setProperty(TIMEOUT, "20 s");
    try {
      return new DefectRun(defect, RuleRun.run(rules, new RunListener() {}));
    } finally {
      System.clearProperty(Defects.ACTIVE);
      System.clearProperty(TIMEOUT);
    }
  }

  /** Returns the rules that failed. */
  private Set<RuleId> failed() {
    return results.values().stream()
        .filter(result -> result.outcome() == Outcome.FAIL)
        .map(RuleResult::rule)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(RuleId.class)));
  }

  /** Tells whether just those rules failed that the defect breaks. */
  private boolean asDeclared() {
    return !defect.broken().isEmpty() && failed().equals(defect.broken());
  }

  /** Says in what the run differs from what is declared. */
  private String message() {
    Set<RuleId> failed = failed();
    StringBuilder text = new StringBuilder();
    text.append("Defect ").append(defect.id()).append(": ").append(defect.sentence());
    if (failed.isEmpty()) {
      text.append("\n  It survives: no rule fails.");
    }
    for (RuleId rule : defect.broken()) {
      if (!failed.contains(rule)) {
        RuleResult result = results.get(rule);
        text.append("\n  ").append(rule.id()).append(" is declared broken, but is ");
        text.append(result == null ? "not run" : result.outcome() + " " + result.reason());
      }
    }
    for (RuleId rule : failed) {
      if (!defect.broken().contains(rule)) {
        text.append("\n  ").append(rule.id()).append(" fails and is not declared: ");
        text.append(firstFailure(results.get(rule)));
      }
    }
    return text.toString();
  }

  private static String firstFailure(RuleResult result) {
    return result.cases().stream()
        .filter(done -> done.failure() != null)
        .map(done -> done.name() + " " + done.failure().where() + " " + done.failure().message())
        .findFirst()
        .orElse("");
  }
}
