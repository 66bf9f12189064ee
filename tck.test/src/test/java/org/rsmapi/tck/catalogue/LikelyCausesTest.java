// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;

class LikelyCausesTest {

  @Test
  void theCausesOfTheRuleItselfComeFirst() {
    CatalogueRule rule = Catalogue.rule(RuleId.GET_CONTROLLER_OK_01);
    List<String> causes = LikelyCauses.of(rule);
    assertFalse(rule.causes().isEmpty());
    assertEquals(rule.causes(), causes.subList(0, rule.causes().size()));
    assertTrue(causes.size() > rule.causes().size());
  }

  @Test
  void everyRuleThatCanFailHasALikelyCause() {
    for (CatalogueRule rule : Catalogue.rules()) {
      assertTrue(rule.untestable().isPresent() || !LikelyCauses.of(rule).isEmpty(), rule.id().id());
    }
  }

  @Test
  void everyFunctionOfTheRulesIsFoundInJava() {
    for (CatalogueRule rule : Catalogue.rules()) {
      for (String function : rule.functions()) {
        assertEquals(function.equals("*"), JavaMembers.of(function).isEmpty(), function);
      }
    }
  }
}
