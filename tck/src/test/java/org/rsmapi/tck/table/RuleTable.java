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
import org.rsmapi.tck.table.Coverage.Row;

/** Writes the table. */
final class RuleTable {

  private static final String HEAD =
      """
      # Rules and their tests

      What an implementation of RSMAPI has to do, rule by rule, and the method that tests it: a class of the package
      `org.rsmapi.tck.tests` in the module `tck`. A rule is mandatory, or needs a capability of the driver or of the place
      that it is tested in. Where loopback, on one host, cannot provoke a rule, the reason stands in place of the test.

      This file is made from the catalogue and the annotations of the tests. To make it anew:

      ```sh
      ./mvnw -pl tck -am test -Dtest=RuleTableTest -Drules.update -Dsurefire.failIfNoSpecifiedTests=false
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
    return row.entry().capability().map(Capability::toString).orElse(MANDATORY);
  }

  private void totals() {
    Map<String, List<Row>> levels =
        coverage.rows().values().stream()
            .collect(Collectors.groupingBy(RuleTable::level, TreeMap::new, Collectors.toList()));
    out.append("\n## Totals\n\n");
    out.append("| Level | Rules | Tested | Not on loopback |\n|---|---:|---:|---:|\n");
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
    long excused =
        rows.stream().filter(row -> row.tests().isEmpty() && !row.reasons().isEmpty()).count();
    cells(level, Integer.toString(rows.size()), Long.toString(tested), Long.toString(excused));
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
    out.append("| Rule | Level | Test, or why there is none |\n|---|---|---|\n");
    rows.forEach(
        row -> {
          String needs =
              row.needs().stream().map(need -> ", " + need).collect(Collectors.joining());
          cells(row.entry().id().id(), level(row) + needs, testOrReason(row));
        });
  }

  private static String testOrReason(Row row) {
    return row.isMissing()
        ? MISSING
        : Stream.concat(
                row.tests().stream().map(test -> "`" + test + "`"),
                row.reasons().stream().map(reason -> reason.replace("|", "\\|")))
            .collect(Collectors.joining("; "));
  }

  private static String joined(List<String> texts, Function<String, String> form) {
    return texts.stream().map(form).collect(Collectors.joining(", "));
  }

  private void cells(String... cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
