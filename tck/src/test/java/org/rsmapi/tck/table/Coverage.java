// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.table;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;

/**
 * What is known of every rule: the tests that claim it, and why loopback cannot provoke it.
 *
 * @param rows by rule, all rules, in the order of the catalogue
 * @param unknown ids in the files of reasons that are none
 */
record Coverage(Map<RuleId, Row> rows, List<String> unknown) {

  private static final String TESTS = "org.rsmapi.tck.tests";

  /**
   * A rule; exactly one test or one reason is right.
   *
   * @param entry of the catalogue
   * @param tests class and method
   * @param needs capabilities beyond that of the catalogue
   * @param reasons why there is no test
   */
  record Row(
      CatalogueRule entry, List<String> tests, List<Capability> needs, List<String> reasons) {

    boolean isMissing() {
      return tests.isEmpty() && reasons.isEmpty();
    }
  }

  /** Finds out. */
  static Coverage find(Path reasons) throws IOException {
    Map<RuleId, Row> rows = new EnumMap<>(RuleId.class);
    for (RuleId id : RuleId.values()) {
      rows.put(
          id, new Row(Catalogue.rule(id), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }
    Coverage coverage = new Coverage(rows, new ArrayList<>());
    coverage.addTests();
    try (Stream<Path> files = Files.list(reasons)) {
      for (Path file : files.sorted().toList()) {
        coverage.addReasons(file);
      }
    }
    return coverage;
  }

  private void addTests() {
    ReflectionSupport.findAllClassesInPackage(TESTS, type -> true, name -> true).stream()
        .sorted(Comparator.comparing(Class::getName))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(this::addTest);
  }

  private void addTest(Method method) {
    Rule rule = method.getAnnotation(Rule.class);
    Row row = rows.get(rule.value());
    row.tests().add(method.getDeclaringClass().getSimpleName() + "." + method.getName());
    row.needs().addAll(List.of(rule.needs()));
  }

  private void addReasons(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(",", 2);
        addReason(file, parts[0].strip(), parts.length < 2 ? "" : parts[1].strip());
      }
    }
  }

  private void addReason(Path file, String id, String reason) {
    Arrays.stream(RuleId.values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .ifPresentOrElse(
            rule -> {
              if (!reason.isEmpty()) {
                rows.get(rule).reasons().add(reason);
              }
            },
            () -> unknown.add(file.getFileName() + ": " + id));
  }

  /** Returns the rules for which a condition holds. */
  List<String> rulesWhere(Predicate<Row> condition) {
    return rows.values().stream().filter(condition).map(row -> row.entry().id().id()).toList();
  }
}
