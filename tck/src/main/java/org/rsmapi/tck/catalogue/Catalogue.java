// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.RuleId;

/** The rules as the files in {@code rules/} have them. */
public final class Catalogue {

  /** The level of a rule that needs no capability. */
  public static final String MANDATORY = "mandatory";

  private static final Map<RuleId, CatalogueRule> RULES = read();

  private Catalogue() {}

  /**
   * Returns a rule.
   *
   * @param id its id
   * @return the rule
   */
  public static CatalogueRule rule(RuleId id) {
    CatalogueRule rule = RULES.get(id);
    if (rule == null) {
      throw new IllegalArgumentException(id.id());
    }
    return rule;
  }

  /**
   * Returns all rules in the order of the catalogue.
   *
   * @return immutable
   */
  public static Collection<CatalogueRule> rules() {
    return Collections.unmodifiableCollection(RULES.values());
  }

  private static Map<RuleId, CatalogueRule> read() {
    Map<String, Properties> areas = new HashMap<>();
    Map<RuleId, CatalogueRule> rules = new EnumMap<>(RuleId.class);
    for (RuleId id : RuleId.values()) {
      Properties area = areas.computeIfAbsent(id.area(), name -> load("rules/" + name));
      rules.put(id, rule(id, area));
    }
    return rules;
  }

  /** Reads a file of the package of the rules, without its ending. */
  static Properties load(String name) {
    String file = name + ".properties";
    try (InputStream in = RuleId.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar of the TCK: " + file);
      }
      Properties properties = new Properties();
      properties.load(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogueRule rule(RuleId id, Properties area) {
    String level = text(area, id, "level");
    return new CatalogueRule(
        id,
        List.of(text(area, id, "function").split(" ")),
        text(area, id, "kind"),
        level.equals(MANDATORY) ? Optional.empty() : Optional.of(Capability.of(level)),
        codes(text(area, id, "codes")),
        text(area, id, "when"),
        text(area, id, "expected"),
        area.getProperty(id.id() + ".note", ""),
        Optional.ofNullable(area.getProperty(id.id() + ".untestable")),
        list(area.getProperty(id.id() + ".causes", "")),
        text(area, id, "source"));
  }

  private static String text(Properties area, RuleId id, String key) {
    String text = area.getProperty(id.id() + "." + key);
    if (text == null) {
      throw new IllegalStateException(id.id() + "." + key + " is missing in area " + id.area());
    }
    return text;
  }

  private static Set<RsmError> codes(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(RsmError::valueOf)
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(() -> EnumSet.noneOf(RsmError.class)),
                Collections::unmodifiableSet));
  }

  /** Splits a list of sentences. */
  static List<String> list(String value) {
    return value.isBlank()
        ? List.of()
        : Arrays.stream(value.split("[|]")).map(String::strip).toList();
  }
}
