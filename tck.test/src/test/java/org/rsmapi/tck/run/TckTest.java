// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;

/** A driver is tested in the process that asks for it. */
class TckTest {

  @Test
  void testsTheSelectedRulesAndTellsOfEach() {
    Selection selection = Selection.of(List.of("GET_CONTROLLER-*"), List.of());
    List<RuleId> started = new ArrayList<>();
    Set<RuleId> finished = new TreeSet<>();
    TckResult result =
        Tck.run(
            selection,
            new RunListener() {
              @Override
              public void started(RuleId rule) {
                started.add(rule);
              }

              @Override
              public void finished(RuleResult done) {
                assertTrue(finished.add(done.rule()));
              }
            });
    assertEquals(Verdict.SELECTION_PASSED, result.verdict(), result::toString);
    assertEquals(selection.rules(), finished);
    assertTrue(started.contains(RuleId.GET_CONTROLLER_OK_01));
    assertEquals(List.of("loopback"), result.environment().endpoints());
    assertFalse(result.environment().driver().isEmpty());
  }
}
