// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, text, numbers and truth values as JSON. */
final class Json {

  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** The text ends with a line feed; two equal values give equal texts. */
  static String text(Object value) {
    Json json = new Json();
    json.value(value, "\n");
    return json.out.append('\n').toString();
  }

  private void value(Object value, String lineFeed) {
    switch (value) {
      case Map<?, ?> map -> members(map, lineFeed);
      case List<?> list -> elements(list, lineFeed);
      case String text -> string(text);
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private void members(Map<?, ?> map, String lineFeed) {
    String inner = lineFeed + "  ";
    String before = "{" + inner;
    for (Map.Entry<?, ?> member : map.entrySet()) {
      out.append(before);
      string(String.valueOf(member.getKey()));
      out.append(": ");
      value(member.getValue(), inner);
      before = "," + inner;
    }
    out.append(map.isEmpty() ? "{}" : lineFeed + "}");
  }

  private void elements(List<?> list, String lineFeed) {
    String inner = lineFeed + "  ";
    out.append('[');
    for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
      out.append(inner);
      value(elements.next(), inner);
      out.append(elements.hasNext() ? "," : lineFeed);
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    text.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int character) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      default -> {
        if (mustBeEscaped(character)) {
          out.append("\\u%04x".formatted(character));
        } else {
          out.appendCodePoint(character);
        }
      }
    }
  }

  /**
   * Controls; what JavaScript takes for the end of a line; half a pair, which UTF-8 cannot write.
   */
  private static boolean mustBeEscaped(int character) {
    return Character.isISOControl(character)
        || character == 0x2028
        || character == 0x2029
        || Character.getType(character) == Character.SURROGATE;
  }
}
