// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.tests.RuleTests;

/** Every rule that is tested has a defect that it catches, or a reason why there is none. */
class DefectCoverageTest {

  @Test
  void everyTestedRuleIsBrokenByADefect() {
    Map<RuleId, String> unbreakable = RuleFile.read("unbreakable.txt");
    Set<RuleId> broken =
        Defects.all().stream()
            .flatMap(defect -> defect.broken().stream())
            .collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    for (RuleId rule : RuleTests.byRule().keySet()) {
      if (!broken.contains(rule) && !unbreakable.containsKey(rule)) {
        wrong.add(rule.id() + ": no defect breaks it; write one, or say why there is none");
      }
    }
    unbreakable.forEach(
        (rule, reason) -> {
          if (reason.isEmpty()) {
            wrong.add(rule.id() + ": no reason is given why no defect breaks it");
          }
          if (broken.contains(rule)) {
            wrong.add(rule.id() + ": a defect breaks it, though none is said to");
          }
        });
    assertEquals(List.of(), wrong);
  }
}
