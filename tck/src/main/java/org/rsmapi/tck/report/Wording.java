// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.util.ArrayList;
import java.util.List;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

/** The verdict in words. */
final class Wording {

  private Wording() {}

  /** A few words that nobody can take for another verdict. */
  static String headline(TckResult result) {
    return switch (result.verdict()) {
      case CONFORMANT -> "Conformant";
      case NOT_CONFORMANT -> "Not conformant";
      case CONFORMANT_BUT_WAIVED -> "Conformance not shown: rules are waived";
      case SELECTION_PASSED -> "Conformance not shown: only a selection was tested";
    };
  }

  /** A sentence with the reason. */
  static String explanation(TckResult result) {
    long passed = result.count(Outcome.PASS);
    return switch (result.verdict()) {
      case CONFORMANT ->
          "Every rule that applies to this driver was tested, and none failed: "
              + rules(passed)
              + " passed.";
      case NOT_CONFORMANT -> capital(String.join(", ", shortcomings(result))) + ".";
      case CONFORMANT_BUT_WAIVED -> excused(result) + "; " + rules(passed) + " passed.";
      case SELECTION_PASSED ->
          (result.count(Outcome.WAIVED) == 0
                  ? "None of the selected rules failed"
                  : "Of the selected rules " + excused(result))
              + ", which says nothing of the others: "
              + rules(passed)
              + " passed.";
    };
  }

  private static String excused(TckResult result) {
    long waived = result.count(Outcome.WAIVED);
    return rules(waived) + " failed and " + (waived == 1 ? "is" : "are") + " excused by a waiver";
  }

  private static List<String> shortcomings(TckResult result) {
    List<String> shortcomings = new ArrayList<>();
    if (result.count(Outcome.FAIL) > 0) {
      shortcomings.add(rules(result.count(Outcome.FAIL)) + " failed");
    }
    if (result.interrupted()) {
      shortcomings.add("the run was ended before its end");
    }
    if (result.count(Outcome.PASS) == 0) {
      shortcomings.add("no rule passed");
    }
    if (result.count(Outcome.NOT_RUN) > 0) {
      shortcomings.add(rules(result.count(Outcome.NOT_RUN)) + " not run");
    }
    if (shortcomings.isEmpty()) {
      shortcomings.add("not every rule has a result");
    }
    return shortcomings;
  }

  /** Why a rule did not simply pass or fail: never without a word. */
  static String reason(RuleResult rule) {
    boolean needed = rule.outcome() != Outcome.PASS && rule.outcome() != Outcome.FAIL;
    return needed && rule.reason().isBlank() ? "No reason is given." : rule.reason();
  }

  /** An outcome as people read it. */
  static String name(Outcome outcome) {
    return switch (outcome) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case WAIVED -> "waived";
      case NOT_APPLICABLE -> "not applicable";
      case NOT_RUN -> "not run";
    };
  }

  static String rules(long count) {
    return count == 1 ? "1 rule" : count + " rules";
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
