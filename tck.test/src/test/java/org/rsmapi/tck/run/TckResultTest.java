// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;

/** No rule is left out, and the verdict follows from all of them. */
class TckResultTest {

  private static final Environment ENVIRONMENT =
      new Environment("driver", "", List.of(), Map.of(), "", "", "", "", Instant.EPOCH);

  private final Map<RuleId, RuleResult> done = new EnumMap<>(RuleId.class);

  TckResultTest() {
    for (RuleId rule : RuleId.values()) {
      set(rule, Outcome.PASS);
    }
  }

  private void set(RuleId rule, Outcome outcome) {
    done.put(rule, new RuleResult(rule, outcome, "", List.of()));
  }

  private TckResult result(Selection selection, Waivers waivers, boolean interrupted) {
    return TckResult.of(ENVIRONMENT, done, selection, waivers, interrupted, 1);
  }

  private Verdict verdict() {
    return result(Selection.ALL, Waivers.NONE, false).verdict();
  }

  @Test
  void allPassed() {
    assertEquals(Verdict.CONFORMANT, verdict());
    set(RuleId.EXIT_STATE_01, Outcome.NOT_APPLICABLE);
    assertEquals(Verdict.CONFORMANT, verdict());
  }

  @Test
  void oneFailed() {
    set(RuleId.EXIT_STATE_01, Outcome.FAIL);
    assertEquals(Verdict.NOT_CONFORMANT, verdict());
    Waivers waivers = new Waivers(Map.of(RuleId.EXIT_STATE_01, "known"));
    TckResult waived = result(Selection.ALL, waivers, false);
    assertEquals(Verdict.CONFORMANT_BUT_WAIVED, waived.verdict());
    assertEquals(1, waived.count(Outcome.WAIVED));
  }

  @Test
  void oneIsMissing() {
    done.remove(RuleId.EXIT_STATE_01);
    TckResult result = result(Selection.ALL, Waivers.NONE, false);
    assertEquals(Verdict.NOT_CONFORMANT, result.verdict());
    assertEquals(
        new RuleResult(RuleId.EXIT_STATE_01, Outcome.NOT_RUN, "the run ended before it", List.of()),
        result.results().get(RuleId.EXIT_STATE_01));
  }

  @Test
  void aSelectionShowsNothingOfTheOthers() {
    done.keySet().retainAll(List.of(RuleId.EXIT_STATE_01));
    Selection selection = Selection.of(List.of("EXIT-STATE-01"), List.of());
    TckResult result = result(selection, Waivers.NONE, false);
    assertEquals(Verdict.SELECTION_PASSED, result.verdict());
    assertEquals(RuleId.values().length - 1, result.count(Outcome.NOT_RUN));
    assertEquals(
        Verdict.NOT_CONFORMANT, result(selection, Waivers.NONE, /* interrupted= */ true).verdict());
  }

  @Test
  void nothingTestedIsNotConformant() {
    for (RuleId rule : RuleId.values()) {
      set(rule, Outcome.NOT_APPLICABLE);
    }
    assertEquals(Verdict.NOT_CONFORMANT, verdict());
  }
}
