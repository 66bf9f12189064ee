// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.catalogue.CatalogueRule;
import org.rsmapi.tck.table.Coverage.Row;

/** Writes the table. */
final class RuleTable {

  private static final String HEAD =
      """
      # Rules and their tests

      What an implementation of RSMAPI has to do, rule by rule, and the method that tests it: a class of the package
      `org.rsmapi.tck.tests` in the module `tck`. A rule is mandatory, or needs a capability of the driver or of the place
      that it is tested in. Where no Java program can provoke a rule, the reason stands in place of the test.

      This file is made from the catalogue and the annotations of the tests. To make it anew:

      ```sh
      ./mvnw -pl tck.test -am test -Dtest=RuleTableTest -Drules.update -Dsurefire.failIfNoSpecifiedTests=false
      ```
      """;

  private static final String MANDATORY = "mandatory";
  private static final String MISSING = "*missing*";

  /** More functions than these are not listed, since the name of the group says it. */
  private static final int LISTED_FUNCTIONS = 6;

  private final StringBuilder out = new StringBuilder(HEAD);
  private final Coverage coverage;

  private RuleTable(Coverage coverage) {
    this.coverage = coverage;
  }

  static String of(Coverage coverage) {
    RuleTable table = new RuleTable(coverage);
    table.totals();
    Map<String, List<Row>> groups =
        coverage.rows().values().stream()
            .collect(
                Collectors.groupingBy(RuleTable::area, LinkedHashMap::new, Collectors.toList()));
    groups.forEach(table::group);
    return table.out.toString();
  }

  private static String area(Row row) {
    String id = row.entry().id().id();
    return id.substring(0, id.indexOf('-'));
  }

  private static String level(Row row) {
    return row.entry().level();
  }

  private void totals() {
    Map<String, List<Row>> levels =
        coverage.rows().values().stream()
            .collect(Collectors.groupingBy(RuleTable::level, TreeMap::new, Collectors.toList()));
    out.append("\n## Totals\n\n");
    out.append("| Level | Rules | Tested | Untestable |\n|---|---:|---:|---:|\n");
    total(MANDATORY, levels.getOrDefault(MANDATORY, List.of()));
    levels.forEach(
        (level, rows) -> {
          if (!level.equals(MANDATORY)) {
            total(level, rows);
          }
        });
    total("**all**", List.copyOf(coverage.rows().values()));
    long missing = coverage.rows().values().stream().filter(Row::isMissing).count();
    if (missing > 0) {
      out.append("\nRules with neither test nor reason: ").append(missing).append(".\n");
    }
  }

  private void total(String level, List<Row> rows) {
    long tested = rows.stream().filter(row -> !row.tests().isEmpty()).count();
    long untestable =
        rows.stream().filter(row -> row.tests().isEmpty() && !row.isMissing()).count();
    cells(level, Integer.toString(rows.size()), Long.toString(tested), Long.toString(untestable));
  }

  private void group(String area, List<Row> rows) {
    out.append("\n## ").append(area).append("\n\n");
    List<String> functions =
        rows.stream()
            .flatMap(row -> row.entry().functions().stream())
            .distinct()
            .filter(function -> !function.equals("*"))
            .toList();
    if (!functions.isEmpty() && functions.size() <= LISTED_FUNCTIONS) {
      out.append(joined(functions, function -> "`" + function + "`")).append("\n\n");
    }
    out.append("| Rule | Level | When | Expected | Test, or why there is none |\n");
    out.append("|---|---|---|---|---|\n");
    rows.forEach(
        row -> {
          CatalogueRule rule = row.entry();
          cells(rule.id().id(), levels(row), rule.when(), rule.expected(), testOrReason(row));
        });
  }

  /** The level, and what the test needs besides. */
  private static String levels(Row row) {
    Stream<Capability> needs =
        row.tests().stream().flatMap(test -> Stream.of(test.getAnnotation(Rule.class).needs()));
    return Stream.concat(Stream.of(level(row)), needs.map(Capability::toString))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String testOrReason(Row row) {
    return row.isMissing()
        ? MISSING
        : Stream.concat(
                row.tests().stream().map(test -> "`" + Coverage.name(test) + "`"),
                row.entry().untestable().stream())
            .collect(Collectors.joining("; "));
  }

  private static String joined(List<String> texts, Function<String, String> form) {
    return texts.stream().map(form).collect(Collectors.joining(", "));
  }

  private void cells(String... cells) {
    out.append(
        Stream.of(cells)
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
