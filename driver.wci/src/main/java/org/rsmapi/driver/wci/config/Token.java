// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

/**
 * A word or a sign.
 *
 * @param text as it stands in the file; empty at the end of it
 * @param line from 1
 * @param column from 1
 */
record Token(String text, int line, int column) {

  private static final int SHOWN = 40;

  boolean isEnd() {
    return text.isEmpty();
  }

  /** Tells what was found, for messages. */
  String shown() {
    if (isEnd()) {
      return "end of file";
    }
    int first = text.codePointAt(0);
    if (text.length() == Character.charCount(first) && (first < ' ' || first > '~')) {
      return "character U+%04X".formatted(first);
    }
    return "\"" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "\"";
  }
}
