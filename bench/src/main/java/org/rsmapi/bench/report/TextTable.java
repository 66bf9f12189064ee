// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Columns under each other. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins with the headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row, of as many cells. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Lines without blanks at their ends. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.append(" ".repeat(width(column) - row.get(column).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
