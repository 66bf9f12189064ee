// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.run.Outcome;

/** No rule is only on paper: each is tested on loopback, or on the driver that complements it. */
class EveryRuleTest {

  /** Needs processors of two byte orders. */
  private static final Set<RuleId> MIXED_ENDIAN =
      EnumSet.of(RuleId.XFER_DATA_03, RuleId.XFER_DATA_04);

  @Test
  void everyRuleThatCanBeTestedRunsOnLoopbackOrItsComplement() throws Exception {
    RuleProcess complement = RuleProcess.of(ComplementDriver.TYPE + 0, EnumSet.allOf(RuleId.class));
    assertEquals(List.of(), complement.failures());

    Set<RuleId> left = EnumSet.noneOf(RuleId.class);
    complement.outcomes().forEach((rule, outcome) -> addUnlessPassed(left, rule, outcome));
    assertEquals(RuleId.values().length, complement.outcomes().size());

    RuleProcess loopback = RuleProcess.of("loopback", left);
    assertEquals(List.of(), loopback.failures());
    Set<RuleId> never = EnumSet.noneOf(RuleId.class);
    loopback.outcomes().forEach((rule, outcome) -> addUnlessPassed(never, rule, outcome));
    never.removeAll(MIXED_ENDIAN);
    never.removeIf(EveryRuleTest::needsWhatThisPlaceLacks);
    assertEquals(Set.of(), never, "neither driver offers what these rules need");
  }

  private static void addUnlessPassed(Set<RuleId> rules, RuleId rule, Outcome outcome) {
    if (outcome != Outcome.PASS && Catalogue.rule(rule).untestable().isEmpty()) {
      rules.add(rule);
    }
  }

  /** Not every machine that builds this has other users. */
  private static boolean needsWhatThisPlaceLacks(RuleId rule) {
    return Catalogue.rule(rule)
        .capability()
        .filter(need -> need == Capability.SECOND_USER || need == Capability.CREATION_MASK)
        .filter(need -> !DriverUnderTest.current().has(need))
        .isPresent();
  }
}
