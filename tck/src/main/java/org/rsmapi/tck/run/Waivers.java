// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.rsmapi.tck.RuleId;

/**
 * Rules that a driver is known to break, and why. They are tested like all others; a failure is
 * then reported as waived.
 *
 * @param reasons by rule
 */
public record Waivers(Map<RuleId, String> reasons) {

  /** No waivers. */
  public static final Waivers NONE = new Waivers(Map.of());

  /** Copies the reasons. */
  public Waivers {
    Map<RuleId, String> copy = new EnumMap<>(RuleId.class);
    copy.putAll(reasons);
    reasons = Collections.unmodifiableMap(copy);
  }

  /**
   * Reads a file of properties: the id of a rule, and the reason.
   *
   * @param file in UTF-8
   * @return the waivers
   * @throws IllegalArgumentException for an id that is none, and a rule without a reason
   * @throws IOException if the file cannot be read
   */
  public static Waivers read(Path file) throws IOException {
    Properties properties = new Properties();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Map<RuleId, String> reasons = new EnumMap<>(RuleId.class);
    for (String id : new TreeSet<>(properties.stringPropertyNames())) {
      RuleId rule = rule(file, id);
      String reason = properties.getProperty(id).strip();
      if (reason.isEmpty()) {
        throw new IllegalArgumentException(file + ": " + id + " is waived without a reason");
      }
      reasons.put(rule, reason);
    }
    return new Waivers(reasons);
  }

  private static RuleId rule(Path file, String id) {
    return Arrays.stream(RuleId.values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                NearMatches.unknown(
                    "rule in " + file,
                    id,
                    Arrays.stream(RuleId.values()).map(RuleId::id).toList()));
  }

  /**
   * Excuses a failure if there is a waiver for it.
   *
   * @param result any result
   * @return the same, or waived
   */
  public RuleResult apply(RuleResult result) {
    String reason = reasons.get(result.rule());
    return reason == null || result.outcome() != Outcome.FAIL
        ? result
        : new RuleResult(result.rule(), Outcome.WAIVED, reason, result.cases());
  }

  /**
   * Finds the waivers that nothing needs, because the rule passes.
   *
   * @param results by rule
   * @return their rules
   */
  public List<RuleId> unneeded(Map<RuleId, RuleResult> results) {
    return reasons.keySet().stream()
        .filter(
            rule -> {
              RuleResult result = results.get(rule);
              return result != null && result.outcome() == Outcome.PASS;
            })
        .toList();
  }
}
