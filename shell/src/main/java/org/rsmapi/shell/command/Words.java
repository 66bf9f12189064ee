// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.ArrayList;
import java.util.List;

/** Takes a line apart into words, as a shell does: at white space, outside quotes. */
final class Words {

  private static final char NONE = 0;

  private Words() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = NONE;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == NONE && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
        }
        begun = false;
        continue;
      }
      begun = true;
      if (c == quote) {
        quote = NONE;
      } else if (quote == NONE && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else {
        word.append(c);
      }
    }
    if (quote != NONE) {
      throw new Refusal("a quote " + quote + " is not closed");
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
