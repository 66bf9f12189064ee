// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.tck.RuleId;

/**
 * What a whole run showed.
 *
 * @param environment what was tested
 * @param results one for each rule of the catalogue, in its order
 * @param selection which rules were asked for, in words; empty for all
 * @param interrupted whether the run was ended before its end
 * @param durationMillis how long it took
 */
public record TckResult(
    Environment environment,
    Map<RuleId, RuleResult> results,
    String selection,
    boolean interrupted,
    long durationMillis) {

  /** Copies the results. */
  public TckResult {
    results = Collections.unmodifiableMap(new EnumMap<>(results));
  }

  /**
   * Puts together what is known of each rule; one that was not tested says why.
   *
   * @param environment what was tested
   * @param done the rules that were tested
   * @param selection which were asked for
   * @param waivers rules that the driver may break
   * @param interrupted whether the run was ended before its end
   * @param durationMillis how long it took
   * @return the result
   */
  public static TckResult of(
      Environment environment,
      Map<RuleId, RuleResult> done,
      Selection selection,
      Waivers waivers,
      boolean interrupted,
      long durationMillis) {
    Map<RuleId, RuleResult> results = new EnumMap<>(RuleId.class);
    for (RuleId rule : RuleId.values()) {
      RuleResult result = done.get(rule);
      if (result != null) {
        results.put(rule, waivers.apply(result));
      } else {
        String reason =
            selection.rules().contains(rule) ? "the run ended before it" : "not selected";
        results.put(rule, new RuleResult(rule, Outcome.NOT_RUN, reason, List.of()));
      }
    }
    return new TckResult(
        environment, results, selection.description(), interrupted, durationMillis);
  }

  /**
   * Counts the rules that ended in a way.
   *
   * @param outcome the way
   * @return 0 or more
   */
  public long count(Outcome outcome) {
    return results.values().stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * Returns what the run says of the driver.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    boolean anythingTested = count(Outcome.PASS) > 0;
    if (count(Outcome.FAIL) > 0 || interrupted || !anythingTested) {
      return Verdict.NOT_CONFORMANT;
    }
    if (!selection.isEmpty()) {
      return Verdict.SELECTION_PASSED;
    }
    if (results.size() < RuleId.values().length || count(Outcome.NOT_RUN) > 0) {
      return Verdict.NOT_CONFORMANT;
    }
    return count(Outcome.WAIVED) > 0 ? Verdict.CONFORMANT_BUT_WAIVED : Verdict.CONFORMANT;
  }
}
