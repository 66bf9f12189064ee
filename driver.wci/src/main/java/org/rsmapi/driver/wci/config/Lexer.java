// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

/**
 * Takes a text apart: words of letters, digits, {@code _} and {@code -}; each other character by
 * itself. Comments begin with {@code #} or {@code //} and end with the line.
 */
final class Lexer {

  private final String text;
  private int next;
  private int line = 1;
  private int lineStart;

  Lexer(String text) {
    this.text = text;
  }

  /** Returns the next token, and the end of the text for good when it is there. */
  Token next() {
    skip();
    int start = next;
    while (next < text.length() && isWord(text.charAt(next))) {
      next++;
    }
    if (next == start && next < text.length()) {
      next = text.offsetByCodePoints(next, 1);
    }
    return new Token(text.substring(start, next), line, start - lineStart + 1);
  }

  private void skip() {
    while (next < text.length()) {
      char c = text.charAt(next);
      if (c == '\n') {
        next++;
        line++;
        lineStart = next;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
        next++;
      } else if (c == '#' || text.startsWith("//", next)) {
        int end = text.indexOf('\n', next);
        next = end < 0 ? text.length() : end;
      } else {
        return;
      }
    }
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
