// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics as lines, words apart by tabulators: the name of a list, then its numbers and texts.
 *
 * <pre>
 *   kstat MODULE INSTANCE NAME
 *   number FIELD VALUE
 *   text FIELD VALUE
 * </pre>
 */
public final class KstatText {

  private static final String KSTAT = "kstat";
  private static final String NUMBER = "number";
  private static final String TEXT = "text";
  private static final String SEPARATOR = "\t";

  private KstatText() {}

  /** Writes lists. */
  public static List<String> lines(List<Kstat> kstats) {
    List<String> lines = new ArrayList<>();
    for (Kstat kstat : kstats) {
      lines.add(
          String.join(
              SEPARATOR, KSTAT, kstat.module(), String.valueOf(kstat.instance()), kstat.name()));
      kstat
          .values()
          .forEach(
              (field, value) ->
                  lines.add(
                      String.join(
                          SEPARATOR,
                          value instanceof Long ? NUMBER : TEXT,
                          field,
                          String.valueOf(value))));
    }
    return lines;
  }

  /** Reads lists; null if these are no lines of such. */
  public static @Nullable List<Kstat> read(List<String> lines) {
    List<Kstat> kstats = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      String[] head = lines.get(at).split(SEPARATOR, -1);
      int end = at + 1;
      while (end < lines.size() && !lines.get(end).startsWith(KSTAT + SEPARATOR)) {
        end++;
      }
      Map<String, Object> values = values(lines.subList(at + 1, end));
      if (head.length != 4 || !head[0].equals(KSTAT) || values == null) {
        return null;
      }
      try {
        kstats.add(new Kstat(head[1], Integer.parseInt(head[2]), head[3], values));
      } catch (NumberFormatException e) {
        return null;
      }
      at = end;
    }
    return kstats;
  }

  private static @Nullable Map<String, Object> values(List<String> lines) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(SEPARATOR, -1);
      if (words.length != 3) {
        return null;
      }
      if (words[0].equals(TEXT)) {
        values.put(words[1], words[2]);
      } else if (words[0].equals(NUMBER)) {
        try {
          values.put(words[1], Long.parseLong(words[2]));
        } catch (NumberFormatException e) {
          return null;
        }
      } else {
        return null;
      }
    }
    return values;
  }
}
