// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.catalogue.JavaMembers;

/**
 * Which rules to test.
 *
 * @param rules the rules
 * @param description in words; empty for all
 */
public record Selection(Set<RuleId> rules, String description) {

  /** All rules. */
  public static final Selection ALL = new Selection(EnumSet.allOf(RuleId.class), "");

  /** A rule about this function is about every function. */
  private static final String EVERY_FUNCTION = "*";

  private static final Pattern MEMBERS = Pattern.compile(", ");

  /** Copies the rules. */
  public Selection {
    rules = Collections.unmodifiableSet(EnumSet.copyOf(rules));
  }

  /**
   * Selects the rules that match one of the patterns and are about one of the functions.
   *
   * @param patterns ids of rules, where {@code *} stands for any letters and {@code ?} for one;
   *     empty for all rules
   * @param functions functions of the C API, or members of the Java API; empty for all functions
   * @return the selection
   * @throws IllegalArgumentException for a pattern or function without a rule, and if no rule has
   *     both; the message is for people
   */
  public static Selection of(List<String> patterns, List<String> functions) {
    if (patterns.isEmpty() && functions.isEmpty()) {
      return ALL;
    }
    Set<RuleId> selected = EnumSet.allOf(RuleId.class);
    if (!patterns.isEmpty()) {
      selected.retainAll(union(patterns.stream().map(Selection::matching).toList()));
    }
    if (!functions.isEmpty()) {
      selected.retainAll(union(functions.stream().map(Selection::about).toList()));
    }
    String description =
        String.join(" ", patterns)
            + (functions.isEmpty() ? "" : " about " + String.join(" ", functions));
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("no rule is selected by " + description.strip());
    }
    return new Selection(selected, description.strip());
  }

  private static Set<RuleId> union(Collection<Set<RuleId>> sets) {
    return sets.stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(RuleId.class)));
  }

  private static Set<RuleId> matching(String glob) {
    String expression =
        glob.chars()
            .mapToObj(
                letter ->
                    switch (letter) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(letter));
                    })
            .collect(Collectors.joining());
    Pattern pattern = Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    Set<RuleId> found =
        Arrays.stream(RuleId.values())
            .filter(rule -> pattern.matcher(rule.id()).matches())
            .collect(Collectors.toSet());
    if (found.isEmpty()) {
      throw NearMatches.unknown(
          "rule", glob, Arrays.stream(RuleId.values()).map(RuleId::id).toList());
    }
    return found;
  }

  private static Set<RuleId> about(String function) {
    Set<RuleId> found =
        Catalogue.rules().stream()
            .filter(rule -> names(rule).anyMatch(function::equals))
            .map(CatalogueRule::id)
            .collect(Collectors.toSet());
    if (found.isEmpty()) {
      throw NearMatches.unknown(
          "function", function, Catalogue.rules().stream().flatMap(Selection::names).toList());
    }
    Catalogue.rules().stream()
        .filter(rule -> rule.functions().contains(EVERY_FUNCTION))
        .map(CatalogueRule::id)
        .forEach(found::add);
    return found;
  }

  /** The functions of a rule, as they are named in C and in Java. */
  private static Stream<String> names(CatalogueRule rule) {
    return rule.functions().stream()
        .flatMap(
            name ->
                Stream.concat(
                    Stream.of(name),
                    MEMBERS
                        .splitAsStream(JavaMembers.of(name))
                        .filter(member -> member.contains(".") && !member.contains(" "))));
  }
}
