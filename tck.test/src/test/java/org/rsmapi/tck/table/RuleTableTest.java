// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.tests.RuleTests;

/** Each rule has one test, or a reason why there is none; the table says so. */
class RuleTableTest {

  private static final Path TABLE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "rules.md").normalize();
  private static final String UNREACHABLE = "/unreachable-errors.properties";

  private final Coverage coverage = Coverage.find();

  @Test
  void theTableOnDiskIsUpToDate() throws IOException {
    String expected = RuleTable.of(coverage);
    if (System.getProperty("rules.update") != null) {
      Files.writeString(TABLE, expected);
      return;
    }
    assertEquals(
        expected,
        Files.readString(TABLE),
        TABLE
            + " is out of date; update it by: ./mvnw -pl tck.test -am test -Dtest=RuleTableTest"
            + " -Drules.update -Dsurefire.failIfNoSpecifiedTests=false");
  }

  @Test
  void everyRuleHasATestOrAReason() {
    assertEquals(
        List.of(),
        coverage.rulesWhere(Coverage.Row::isMissing),
        "write a test, or the key `untestable` in the catalogue");
  }

  @Test
  void noRuleHasTwoTests() {
    assertEquals(List.of(), coverage.rulesWhere(row -> row.tests().size() > 1));
  }

  @Test
  void noRuleHasBothTestAndReason() {
    assertEquals(
        List.of(),
        coverage.rulesWhere(row -> !row.tests().isEmpty() && row.entry().untestable().isPresent()));
  }

  @Test
  void whatNamesARuleIsATestThatRuns() {
    assertEquals(List.of(), coverage.unlaunched());
    Set<Method> found =
        coverage.rows().values().stream()
            .map(Coverage.Row::tests)
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    assertEquals(found, new HashSet<>(RuleTests.byRule().values()), "classes in RuleTests");
  }

  @Test
  void everyErrorIsExpectedByARuleOrUnreachableForAReason() throws IOException {
    Properties unreachable = new Properties();
    try (var in = RuleTableTest.class.getResourceAsStream(UNREACHABLE)) {
      unreachable.load(in);
    }
    Set<RsmError> expected = EnumSet.noneOf(RsmError.class);
    coverage.rows().values().stream()
        .filter(row -> !row.tests().isEmpty())
        .map(row -> row.entry().codes())
        .forEach(expected::addAll);
    Set<RsmError> excused = EnumSet.noneOf(RsmError.class);
    for (String name : unreachable.stringPropertyNames()) {
      excused.add(RsmError.valueOf(name));
      assertEquals(false, unreachable.getProperty(name).isBlank(), name + " has no reason");
    }
    assertEquals(EnumSet.complementOf(EnumSet.copyOf(expected)), excused, UNREACHABLE);
  }

  /**
   * A rule that expects errors only is not enough for a function: what is refused is told from what
   * is not by rules of the same function that expect success.
   */
  @Test
  void everyFunctionThatFailsAlsoHasToSucceed() {
    Map<String, List<CatalogueRule>> rules =
        coverage.rows().values().stream()
            .filter(row -> !row.tests().isEmpty())
            .map(Coverage.Row::entry)
            .flatMap(rule -> rule.functions().stream().map(function -> Map.entry(function, rule)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    List<String> onlyFailing =
        rules.entrySet().stream()
            .filter(
                entry ->
                    entry.getValue().stream()
                        .noneMatch(rule -> rule.codes().contains(RsmError.SUCCESS)))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    assertEquals(List.of(), onlyFailing);
  }

  @Test
  void everyRuleIsInTheCatalogue() {
    assertEquals(EnumSet.allOf(RuleId.class), coverage.rows().keySet());
  }
}
