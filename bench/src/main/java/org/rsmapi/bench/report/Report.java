// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.List;
import java.util.Map;

/**
 * A run.
 *
 * @param machine what it ran on, and the versions, by name
 * @param effort how much was done
 * @param seconds how long it took
 * @param results figures
 * @param verdicts what they mean
 */
public record Report(
    Map<String, String> machine,
    String effort,
    long seconds,
    Results results,
    List<Verdict> verdicts) {

  /** Judges the results. */
  public static Report of(
      Map<String, String> machine, String effort, long seconds, Results results) {
    return new Report(
        machine,
        effort,
        seconds,
        results,
        Targets.load().stream().map(target -> Verdict.of(target, results)).toList());
  }

  /** Whether nothing is missed, as far as it was measured. */
  public boolean isMet() {
    return hasRun()
        && verdicts.stream().noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.MISSED);
  }

  /** Whether RSMAPI took part in everything. */
  public boolean hasRun() {
    return results.misses().stream().noneMatch(miss -> miss.contender().equals("rsm"));
  }
}
