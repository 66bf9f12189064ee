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

/**
 * Rules tested with a defect.
 *
 * @param defect the defect
 * @param results what came of the rules
 */
record DefectRun(Defect defect, Map<RuleId, RuleResult> results) {

  /** Tests rules with a defect in the library or the driver. */
  static DefectRun of(Defect defect, Collection<RuleId> rules) {
    System.setProperty(Defects.ACTIVE, defect.id());
    try {
      return new DefectRun(defect, RuleRun.run(rules, new RunListener() {}));
    } finally {
      System.clearProperty(Defects.ACTIVE);
    }
  }

  /** Returns the rules that failed. */
  Set<RuleId> failed() {
    return results.values().stream()
        .filter(result -> result.outcome() == Outcome.FAIL)
        .map(RuleResult::rule)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(RuleId.class)));
  }

  /** Tells whether just those rules failed that the defect breaks. */
  boolean asDeclared() {
    return !defect.broken().isEmpty() && failed().equals(defect.broken());
  }

  /** Says in what the run differs from what is declared. */
  String message() {
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
