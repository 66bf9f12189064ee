// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a caller and a node say to each other: one message for a request and one for its answer.
 *
 * <pre>
 *   get FROM TOPIC    end | more NEXT, and lines from the FROMth on
 *   do COMMAND        done | refused REASON
 * </pre>
 */
public final class ControlText {

  static final String GET = "get";
  static final String DO = "do";
  static final String DONE = "done";
  static final String END = "end";
  static final String MORE = "more";
  static final String REFUSED = "refused ";

  /** No answer is longer. */
  static final int MOST_BYTES = 32 * 1024;

  /** No request is longer. */
  static final int MOST_REQUEST_BYTES = 8 * 1024;

  private ControlText() {}

  /** Puts as many lines as fit into an answer. */
  static String page(List<String> lines, int from) {
    List<String> page = new ArrayList<>();
    int room = MOST_BYTES - 32;
    int next = Math.clamp(from, 0, lines.size());
    while (next < lines.size() && size(lines.get(next)) < room) {
      page.add(lines.get(next));
      room -= size(lines.get(next)) + 1;
      next++;
    }
    page.addFirst(next < lines.size() ? MORE + " " + next : END);
    return String.join("\n", page);
  }

  private static int size(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Reads a number that is not negative; -1 for anything else. */
  public static long number(String word) {
    try {
      return Math.max(-1, Long.parseLong(word));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
