// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.tests.RuleTests;

/**
 * A test for each defect. By default it meets the rules of its area that are quick to test, and
 * those that it is to break.
 */
final class DefectTests {

  /** Which rules each defect meets: {@code area}, {@code fast} or {@code all}. */
  private static final String RULES = "org.rsmapi.tck.defects";

  /** The beginning of the ids of the defects to test; all if it is not set. */
  private static final String SELECT = "org.rsmapi.tck.defects.select";

  private static final String GENERAL = "general";

  private DefectTests() {}

  static Stream<DynamicNode> of(List<Area> areas) {
    String prefix = System.getProperty(SELECT, "");
    return areas.stream()
        .map(
            area ->
                DynamicContainer.dynamicContainer(
                    area.name(),
                    area.defects().stream()
                        .filter(defect -> defect.id().startsWith(prefix))
                        .map(defect -> test(area, defect))));
  }

  private static DynamicTest test(Area area, Defect defect) {
    return DynamicTest.dynamicTest(
        defect.id(),
        () -> {
          DefectRun run = DefectRun.of(defect, rules(area, defect));
          Assertions.assertTrue(run.asDeclared(), run::message);
        });
  }

  private static Set<RuleId> rules(Area area, Defect defect) {
    Set<RuleId> rules = EnumSet.copyOf(RuleTests.byRule().keySet());
    String which = System.getProperty(RULES, "area");
    switch (which) {
      case "all" -> {}
      case "fast" -> rules.removeAll(RuleFile.read("slow-rules.txt").keySet());
      case "area" -> {
        rules.removeAll(RuleFile.read("slow-rules.txt").keySet());
        rules.removeIf(rule -> !rule.area().equals(area.name()) && !rule.area().equals(GENERAL));
      }
      default ->
          throw new IllegalArgumentException(RULES + "=" + which + "; use area, fast or all");
    }
    rules.addAll(defect.broken());
    return rules;
  }
}
