// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

/** Results of runs that never were. */
final class Samples {

  /** What would break JSON, XML, HTML or a terminal if it got there as it is. */
  static final String HOSTILE =
      "</script><script>document.title='taken'</script><!-- ]]> <img src=x onerror=alert(1)>"
          + " \"quoted\" & 'so' \\u003c \u0000\u001b[31m\u2028 \ud800 \uffff \u00fc \ud83d\ude00 @DATA@ $1";

  static final RuleId ONE_CASE_FAILED = RuleId.GET_CONTROLLER_CTLR_NOT_PRESENT_01;
  static final RuleId TWO_CASES_FAILED = RuleId.XFER_BAD_OFFSET_01;
  static final RuleId WAIVED = RuleId.CREATE_OK_01;
  static final RuleId NOT_RUN = RuleId.EXIT_STATE_04;

  private Samples() {}

  /** All pass. */
  static TckResult conformant() {
    Map<RuleId, RuleResult> results = new EnumMap<>(RuleId.class);
    for (RuleId rule : RuleId.values()) {
      results.put(rule, result(rule, Outcome.PASS, "", passed("")));
    }
    return of(results, "", false);
  }

  /** Each outcome is there, and texts are hostile wherever a driver has a say. */
  static TckResult allOutcomes() {
    Map<RuleId, RuleResult> results = new EnumMap<>(conformant().results());
    put(results, result(ONE_CASE_FAILED, Outcome.FAIL, "", failed("", HOSTILE)));
    put(
        results,
        result(
            TWO_CASES_FAILED,
            Outcome.FAIL,
            "",
            failed("offset=0, length=8", "success"),
            passed("offset=8, length=8"),
            failed(HOSTILE, "RSMERR_BAD_OFFSET (12)")));
    put(
        results,
        result(WAIVED, Outcome.WAIVED, "known, see ticket 7 " + HOSTILE, failed("", "success")));
    put(results, result(NOT_RUN, Outcome.NOT_RUN, "the run ended before it"));
    for (CatalogueRule rule : Catalogue.rules()) {
      if (rule.capability().filter(Capability.MULTI_NODE::equals).isPresent()) {
        put(results, result(rule.id(), Outcome.NOT_APPLICABLE, "one node only " + HOSTILE));
      }
      rule.untestable()
          .ifPresent(why -> put(results, result(rule.id(), Outcome.NOT_APPLICABLE, why)));
    }
    return of(results, "", true);
  }

  static TckResult of(Map<RuleId, RuleResult> results, String selection, boolean interrupted) {
    Environment environment =
        new Environment(
            "sample " + HOSTILE,
            "1.2.3",
            List.of("sample0", "sample1"),
            Map.of(Capability.MULTI_NODE, "one node only"),
            "0.1.0",
            "",
            "25 A vendor",
            "Linux amd64",
            Instant.parse("2026-11-21T10:15:30.123Z"));
    return new TckResult(environment, results, selection, interrupted, 61_234);
  }

  /** The same run, but for one rule. */
  static TckResult with(TckResult run, RuleResult other) {
    Map<RuleId, RuleResult> results = new EnumMap<>(run.results());
    put(results, other);
    return of(results, run.selection(), run.interrupted());
  }

  static RuleResult result(RuleId rule, Outcome outcome, String reason, CaseResult... cases) {
    return new RuleResult(rule, outcome, reason, List.of(cases));
  }

  static CaseResult passed(String name) {
    return new CaseResult(name, Outcome.PASS, "", null, 3);
  }

  static CaseResult failed(String name, String actual) {
    Failure failure =
        new Failure(
            "connect (segment=42, controller=sample0)",
            "RSMERR_BAD_SEGID (20)",
            actual,
            "expected RSMERR_BAD_SEGID (20), got " + actual,
            "ConnectTest.aBadId:27",
            "java.lang.AssertionError: " + actual + "\n\tat org.rsmapi.tck.tests.ConnectTest");
    return new CaseResult(name, Outcome.FAIL, "", failure, 7);
  }

  private static void put(Map<RuleId, RuleResult> results, RuleResult result) {
    results.put(result.rule(), result);
  }
}
