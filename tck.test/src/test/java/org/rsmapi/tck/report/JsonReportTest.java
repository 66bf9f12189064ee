// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.TckResult;

class JsonReportTest {

  private static final RepeatCommand COMMAND = new RepeatCommand(List.of("./rsm", "tck"));

  private static String schema;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = Reports.class.getResourceAsStream("tck-report.schema.json")) {
      assertNotNull(in, "the schema is part of the jar");
      schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static JsonObject json(TckResult result) {
    return JsonParser.parseString(JsonReport.of(result, COMMAND)).getAsJsonObject();
  }

  private static JsonObject rule(JsonObject report, RuleId id) {
    for (JsonElement rule : report.getAsJsonArray("rules")) {
      if (rule.getAsJsonObject().get("id").getAsString().equals(id.id())) {
        return rule.getAsJsonObject();
      }
    }
    throw new AssertionError(id.id());
  }

  private static Validator.Result validated(String json) {
    return new ValidatorFactory()
        .withJsonNodeFactory(new GsonNode.Factory())
        .validate(schema, json);
  }

  private static void assertFollowsSchema(TckResult result) {
    Validator.Result validated = validated(JsonReport.of(result, COMMAND));
    assertTrue(
        validated.isValid(),
        () ->
            validated.getErrors().stream()
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .toList()
                .toString());
  }

  @Test
  void aRunWithoutFailureFollowsTheSchema() {
    assertFollowsSchema(Samples.conformant());
  }

  @Test
  void everyOutcomeFollowsTheSchema() {
    assertFollowsSchema(Samples.allOutcomes());
  }

  @Test
  void aReasonThatIsMissingFollowsTheSchema() {
    TckResult result = Samples.allOutcomes();
    assertFollowsSchema(
        Samples.with(result, Samples.result(Samples.WAIVED, Outcome.NOT_APPLICABLE, "")));
  }

  @Test
  void theSchemaRefusesWhatIsMissingAndWhatIsUnknown() {
    for (String required : List.of("verdict", "rules", "environment", "schemaVersion")) {
      JsonObject report = json(Samples.conformant());
      report.remove(required);
      assertFalse(validated(report.toString()).isValid(), required);
    }
    JsonObject report = json(Samples.conformant());
    report.getAsJsonArray("rules").get(0).getAsJsonObject().addProperty("surprise", 1);
    assertFalse(validated(report.toString()).isValid());
  }

  @Test
  void everyRuleIsThereInItsOrder() {
    JsonArray rules = json(Samples.allOutcomes()).getAsJsonArray("rules");
    assertEquals(
        Arrays.stream(RuleId.values()).map(RuleId::id).toList(),
        rules.asList().stream()
            .map(rule -> rule.getAsJsonObject().get("id").getAsString())
            .toList());
  }

  @Test
  void totalsAreThoseOfTheRules() {
    TckResult result = Samples.allOutcomes();
    JsonObject totals = json(result).getAsJsonObject("totals");
    for (Outcome outcome : Outcome.values()) {
      assertEquals(result.count(outcome), totals.get(outcome.name()).getAsLong(), outcome.name());
      assertTrue(result.count(outcome) > 0, outcome.name());
    }
  }

  @Test
  void hostileTextComesBackAsItWas() {
    JsonObject report = json(Samples.allOutcomes());
    JsonObject failure =
        rule(report, Samples.ONE_CASE_FAILED)
            .getAsJsonArray("cases")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("failure");
    assertEquals(Samples.HOSTILE, failure.get("actual").getAsString());
    assertEquals(
        "sample " + Samples.HOSTILE,
        report.getAsJsonObject("environment").get("driver").getAsString());
  }

  @Test
  void everyRuleSaysHowToRepeatIt() {
    assertEquals(
        "./rsm tck --rule " + Samples.WAIVED.id(),
        rule(json(Samples.allOutcomes()), Samples.WAIVED).get("repeat").getAsString());
  }
}
