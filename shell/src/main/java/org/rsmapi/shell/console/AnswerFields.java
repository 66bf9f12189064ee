// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rsmapi.spi.DriverConsole.Answer;

/**
 * An answer for programs: {@code rows}, each an object with the cells as texts, and {@code remark}.
 * The names of the cells are the titles of the columns in camel case.
 */
final class AnswerFields {

  private AnswerFields() {}

  static Map<String, Object> of(Answer answer) {
    List<String> names = names(answer.columns());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", answer.rows().stream().map(row -> cells(names, row)).toList());
    fields.put("remark", answer.remark());
    return fields;
  }

  private static Map<String, String> cells(List<String> names, List<String> row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      cells.put(names.get(i), row.get(i));
    }
    return cells;
  }

  /** Makes a name of each title; the second that would be like another gets a 2, and so on. */
  static List<String> names(List<String> titles) {
    List<String> names = new ArrayList<>();
    for (String title : titles) {
      String name = camelCase(title);
      String unique = name;
      for (int i = 2; names.contains(unique); i++) {
        unique = name + i;
      }
      names.add(unique);
    }
    return names;
  }

  private static String camelCase(String title) {
    StringBuilder name = new StringBuilder();
    for (String word : title.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
      if (name.isEmpty() || word.isEmpty()) {
        name.append(word);
      } else {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.isEmpty() ? "column" : name.toString();
  }
}
