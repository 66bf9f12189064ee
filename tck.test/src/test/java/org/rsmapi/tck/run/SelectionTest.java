// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;

/** Rules are selected by patterns and functions, and what selects nothing is refused. */
class SelectionTest {

  private static String refusal(List<String> patterns, List<String> functions) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Selection.of(patterns, functions))
            .getMessage());
  }

  @Test
  void nothingAskedForIsEverything() {
    assertSame(Selection.ALL, Selection.of(List.of(), List.of()));
    assertEquals(EnumSet.allOf(RuleId.class), Selection.ALL.rules());
    assertEquals("", Selection.ALL.description());
  }

  @Test
  void patternsAreAdded() {
    Set<RuleId> rules = Selection.of(List.of("EXIT-*", "publish-ok-0?"), List.of()).rules();
    assertTrue(rules.contains(RuleId.EXIT_STATE_01), rules.toString());
    assertTrue(rules.contains(RuleId.PUBLISH_OK_01), rules.toString());
    assertTrue(
        rules.stream().allMatch(rule -> rule.id().matches("EXIT-.*|PUBLISH-OK-0.")),
        rules.toString());
  }

  @Test
  void lettersOfExpressionsMeanNothing() {
    assertTrue(refusal(List.of("EXIT.STATE.01"), List.of()).contains("EXIT-STATE-01"));
    assertEquals("no such rule: [", refusal(List.of("["), List.of()));
  }

  @Test
  void aFunctionHasItsRulesAndThoseOfAllFunctions() {
    Set<RuleId> rules = Selection.of(List.of(), List.of("rsm_memseg_export_publish")).rules();
    assertTrue(rules.contains(RuleId.PUBLISH_OK_01));
    for (RuleId rule : rules) {
      List<String> functions = Catalogue.rule(rule).functions();
      assertTrue(
          functions.contains("rsm_memseg_export_publish") || functions.contains("*"), rule.id());
    }
  }

  @Test
  void aMemberOfJavaStandsForItsFunctions() {
    assertEquals(
        Selection.of(List.of(), List.of("rsm_memseg_export_publish")).rules(),
        Selection.of(List.of(), List.of("ExportSegment.publish")).rules());
  }

  @Test
  void functionsNarrowPatterns() {
    Selection selection = Selection.of(List.of("PUBLISH-*"), List.of("ExportSegment.publish"));
    assertTrue(selection.rules().stream().allMatch(rule -> rule.id().startsWith("PUBLISH-")));
    assertEquals("PUBLISH-* about ExportSegment.publish", selection.description());
    assertEquals(
        "no rule is selected by EXIT-STATE-01 about ExportSegment.publish",
        refusal(List.of("EXIT-STATE-01"), List.of("ExportSegment.publish")));
  }

  @Test
  void wrongNamesAreToldWithNearOnes() {
    assertEquals(
        "no such rule: EXIT-STATE-0; did you mean EXIT-STATE-01 or EXIT-STATE-02 or"
            + " EXIT-STATE-03?",
        refusal(List.of("EXIT-STATE-0"), List.of()));
    String message = refusal(List.of(), List.of("ExportSegment.publis"));
    assertTrue(
        message.startsWith(
            "no such function: ExportSegment.publis; did you mean ExportSegment.publish or "),
        message);
    assertEquals("no such rule: zzz", refusal(List.of("zzz"), List.of()));
  }
}
