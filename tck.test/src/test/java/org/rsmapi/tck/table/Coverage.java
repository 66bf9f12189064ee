// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.table;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.catalogue.CatalogueRule;

/**
 * What is known of every rule: its entry in the catalogue, and the tests that claim it.
 *
 * @param rows by rule, all rules, in the order of the catalogue
 * @param unlaunched methods that name a rule and that JUnit does not run
 */
record Coverage(Map<RuleId, Row> rows, List<String> unlaunched) {

  private static final String TESTS = "org.rsmapi.tck.tests";

  /**
   * A rule; exactly one test or the reason why there is none is right.
   *
   * @param entry of the catalogue
   * @param tests that claim it
   */
  record Row(CatalogueRule entry, List<Method> tests) {

    boolean isMissing() {
      return tests.isEmpty() && entry.untestable().isEmpty();
    }
  }

  /** Finds out. */
  static Coverage find() {
    Map<RuleId, Row> rows = new EnumMap<>(RuleId.class);
    Catalogue.rules().forEach(rule -> rows.put(rule.id(), new Row(rule, new ArrayList<>())));
    Coverage coverage = new Coverage(rows, new ArrayList<>());
    ReflectionSupport.findAllClassesInPackage(TESTS, type -> true, name -> true).stream()
        .sorted(Comparator.comparing(Class::getName))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .sorted(Comparator.comparing(Method::getName))
        .forEach(coverage::addTest);
    return coverage;
  }

  private void addTest(Method method) {
    rows.get(method.getAnnotation(Rule.class).value()).tests().add(method);
    if (!AnnotationSupport.isAnnotated(method, Testable.class)) {
      unlaunched.add(name(method));
    }
  }

  static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  /** Returns the rules for which a condition holds. */
  List<String> rulesWhere(Predicate<Row> condition) {
    return rows.values().stream().filter(condition).map(row -> row.entry().id().id()).toList();
  }
}
