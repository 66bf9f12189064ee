// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.rsmapi.spi.DriverConsole.Answer;

/** An answer for people: a table with aligned columns, then the remark. */
final class AnswerText {

  private static final String GAP = "  ";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final Pattern NOT_PRINTED = Pattern.compile("\\p{Cntrl}+");

  private AnswerText() {}

  static List<String> lines(Answer answer) {
    List<String> lines = new ArrayList<>();
    // Titles over nothing tell less than a sentence.
    if (!answer.rows().isEmpty() || (answer.remark().isBlank() && !answer.columns().isEmpty())) {
      lines.addAll(table(answer));
    }
    if (!answer.remark().isBlank()) {
      lines.add(oneLine(answer.remark()));
    }
    return lines;
  }

  private static List<String> table(Answer answer) {
    List<List<String>> all = new ArrayList<>();
    all.add(answer.columns());
    all.addAll(answer.rows());
    List<StringBuilder> lines = all.stream().map(row -> new StringBuilder()).toList();
    for (int column = 0; column < answer.columns().size(); column++) {
      int index = column;
      List<String> cells = all.stream().map(row -> oneLine(row.get(index))).toList();
      int width = cells.stream().mapToInt(AnswerText::width).max().orElse(0);
      boolean numbers =
          cells.stream().skip(1).allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
      for (int i = 0; i < lines.size(); i++) {
        String padding = " ".repeat(width - width(cells.get(i)));
        lines
            .get(i)
            .append(column == 0 ? "" : GAP)
            .append(numbers ? padding + cells.get(i) : cells.get(i) + padding);
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static String oneLine(String text) {
    return NOT_PRINTED.matcher(text.strip()).replaceAll(" ");
  }
}
