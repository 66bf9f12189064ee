// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.util.List;
import java.util.stream.Collectors;
import org.rsmapi.tck.RuleId;

/**
 * What came of a rule.
 *
 * @param rule the rule
 * @param outcome of all its cases
 * @param reason why it is not applicable, was not run, or is waived; else empty
 * @param cases in the order they ran; empty if it did not run
 */
public record RuleResult(RuleId rule, Outcome outcome, String reason, List<CaseResult> cases) {

  /** Copies the cases. */
  public RuleResult {
    cases = List.copyOf(cases);
  }

  /**
   * Judges the cases of a rule that ran: one failure fails it, and it passes only if one passed.
   *
   * @param rule the rule
   * @param cases its cases
   * @return the result
   */
  public static RuleResult of(RuleId rule, List<CaseResult> cases) {
    if (cases.isEmpty()) {
      return new RuleResult(rule, Outcome.NOT_RUN, "the test has no case", cases);
    }
    if (cases.stream().anyMatch(done -> done.outcome() == Outcome.FAIL)) {
      return new RuleResult(rule, Outcome.FAIL, "", cases);
    }
    if (cases.stream().anyMatch(done -> done.outcome() == Outcome.PASS)) {
      return new RuleResult(rule, Outcome.PASS, "", cases);
    }
    String reasons =
        cases.stream().map(CaseResult::reason).distinct().collect(Collectors.joining("; "));
    return new RuleResult(rule, Outcome.NOT_APPLICABLE, reasons, cases);
  }

  /**
   * Returns how long the cases took.
   *
   * @return milliseconds
   */
  public long durationMillis() {
    return cases.stream().mapToLong(CaseResult::durationMillis).sum();
  }
}
