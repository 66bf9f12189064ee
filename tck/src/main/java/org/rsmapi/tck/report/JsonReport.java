// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.catalogue.JavaMembers;
import org.rsmapi.tck.catalogue.LikelyCauses;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

/** All that a report says, as {@code tck-report.schema.json} describes it. */
final class JsonReport {

  /** Counted up when a reader of the former could misunderstand the new. */
  static final int SCHEMA_VERSION = 1;

  private JsonReport() {}

  static String of(TckResult result, RepeatCommand command) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("schemaVersion", SCHEMA_VERSION);
    report.put("verdict", result.verdict().name());
    report.put("headline", Wording.headline(result));
    report.put("explanation", Wording.explanation(result));
    report.put("selection", result.selection());
    report.put("interrupted", result.interrupted());
    report.put("durationMillis", result.durationMillis());
    report.put("environment", environment(result.environment()));
    Map<String, Object> totals = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      totals.put(outcome.name(), result.count(outcome));
    }
    report.put("totals", totals);
    report.put("rules", list(result.results().values(), rule -> rule(rule, command)));
    return Json.text(report);
  }

  private static Map<String, Object> environment(Environment environment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("driver", environment.driver());
    json.put("driverVersion", environment.driverVersion());
    json.put("endpoints", environment.endpoints());
    json.put("tckVersion", environment.tckVersion());
    json.put("libraryVersion", environment.libraryVersion());
    json.put("java", environment.java());
    json.put("system", environment.system());
    json.put("started", environment.started().toString());
    Map<String, Object> absent = new LinkedHashMap<>();
    for (Capability capability : Capability.values()) {
      String reason = environment.absent().get(capability);
      if (reason != null) {
        absent.put(capability.toString(), reason);
      }
    }
    json.put("absentCapabilities", absent);
    return json;
  }

  private static Map<String, Object> rule(RuleResult result, RepeatCommand command) {
    CatalogueRule rule = Catalogue.rule(result.rule());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", rule.id().id());
    json.put("area", rule.id().area());
    json.put("outcome", result.outcome().name());
    json.put("reason", Wording.reason(result));
    json.put("durationMillis", result.durationMillis());
    json.put("functions", list(rule.functions(), JsonReport::function));
    json.put("kind", rule.kind());
    json.put("level", rule.level());
    json.put("codes", list(rule.codes(), code -> "RSMERR_" + code.name()));
    json.put("when", rule.when());
    json.put("expected", rule.expected());
    json.put("note", rule.note());
    json.put("source", rule.source());
    json.put("untestable", rule.untestable().isPresent());
    json.put("likelyCauses", LikelyCauses.of(rule));
    json.put("repeat", command.of(rule.id()));
    json.put("cases", list(result.cases(), JsonReport::caseOf));
    return json;
  }

  private static Map<String, Object> function(String name) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("c", name);
    json.put("java", JavaMembers.of(name));
    return json;
  }

  private static Map<String, Object> caseOf(CaseResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", result.name());
    json.put("outcome", result.outcome().name());
    json.put("reason", result.reason());
    json.put("durationMillis", result.durationMillis());
    Failure failure = result.failure();
    if (failure != null) {
      Map<String, Object> failed = new LinkedHashMap<>();
      failed.put("called", failure.called());
      failed.put("expected", failure.expected());
      failed.put("actual", failure.actual());
      failed.put("message", failure.message());
      failed.put("where", failure.where());
      failed.put("trace", failure.trace());
      json.put("failure", failed);
    }
    return json;
  }

  private static <T> List<Object> list(Collection<T> values, Function<T, Object> toJson) {
    return values.stream().map(toJson).toList();
  }
}
