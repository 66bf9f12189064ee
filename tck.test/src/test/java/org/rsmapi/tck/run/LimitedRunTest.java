// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.broken.BrokenPlace;
import org.rsmapi.tck.support.Limits;
import org.rsmapi.tck.support.Threads;

/** A driver that does not return fails the rule, and not the run. */
class LimitedRunTest {

  /** Spent in full by a test that hangs; long enough for it to get there. */
  private static final Duration SHORT = Duration.ofSeconds(5);

  private static boolean isAlive(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(each -> each.getName().equals(thread));
  }

  @Test
  void callThatIgnoresInterruptsFailsItsRuleAndTheNextIsTested() {
    try (BrokenPlace place = new BrokenPlace("CREATE_OK_01/create=HANG")) {
      // Classes are loaded now, and so do not count.
      assertEquals(Outcome.PASS, LimitedRun.test(RuleId.CREATE_OK_02, Limits.longest()).outcome());
      RuleResult hung = LimitedRun.test(RuleId.CREATE_OK_01, SHORT);
      assertEquals(Outcome.FAIL, hung.outcome());
      Failure failure = hung.cases().getFirst().failure();
      assertEquals("the test ends", failure.expected());
      assertEquals("not done after 5 s", failure.actual());
      assertTrue(failure.where().startsWith("CreateTest."), failure::toString);
      assertTrue(failure.trace().contains("BrokenDriver"), failure::toString);
      assertTrue(isAlive("tck-CREATE-OK-01"));
      assertEquals(Outcome.PASS, LimitedRun.test(RuleId.CREATE_OK_03, Limits.longest()).outcome());
    }
    Threads.await("end of the thread", () -> !isAlive("tck-CREATE-OK-01"));
  }

  @Test
  void everyRuleIsToldOfOnceInTheOrderOfTheCatalogue() {
    List<String> told = new ArrayList<>();
    Map<RuleId, RuleResult> results =
        LimitedRun.run(
            List.of(RuleId.CREATE_OK_02, RuleId.CREATE_OK_01, RuleId.CREATE_OK_02),
            Limits.longest(),
            new RunListener() {
              @Override
              public void started(RuleId rule) {
                told.add("started " + rule);
              }

              @Override
              public void finished(RuleResult result) {
                told.add(result.outcome() + " " + result.rule());
              }
            });
    assertEquals(EnumSet.of(RuleId.CREATE_OK_01, RuleId.CREATE_OK_02), results.keySet());
    assertEquals(
        List.of(
            "started CREATE_OK_01",
            "PASS CREATE_OK_01",
            "started CREATE_OK_02",
            "PASS CREATE_OK_02"),
        told);
  }

  @Test
  void interruptIsForTheTest() {
    try (BrokenPlace place = new BrokenPlace("CREATE_OK_01/create=HANG")) {
      Thread.currentThread().interrupt();
      assertEquals(Outcome.FAIL, LimitedRun.test(RuleId.CREATE_OK_01, SHORT).outcome());
      assertFalse(Thread.interrupted());
    }
    Threads.await("end of the thread", () -> !isAlive("tck-CREATE-OK-01"));
  }
}
