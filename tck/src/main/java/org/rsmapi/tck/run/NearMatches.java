// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names that somebody may have meant who wrote another one. */
final class NearMatches {

  private static final int SHOWN = 3;

  private NearMatches() {}

  /** Says that a name is none, and which ones are near it. */
  static IllegalArgumentException unknown(String what, String given, Collection<String> names) {
    List<String> near = of(given, names);
    return new IllegalArgumentException(
        "no such "
            + what
            + ": "
            + given
            + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
  }

  /** Finds the names that differ in a third of their letters at most, the nearest first. */
  static List<String> of(String given, Collection<String> names) {
    String wanted = given.toUpperCase(Locale.ROOT);
    return names.stream()
        .distinct()
        .map(name -> Map.entry(name, distance(wanted, name.toUpperCase(Locale.ROOT))))
        .filter(entry -> entry.getValue() <= Math.max(1, given.length() / 3))
        .sorted(Comparator.comparingInt(Map.Entry::getValue))
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many letters have to be put in, taken out or exchanged. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchanged = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(exchanged, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
