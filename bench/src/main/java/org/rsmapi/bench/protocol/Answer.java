// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What a turn has brought. */
public sealed interface Answer {

  /**
   * The inverse of {@link #parse}.
   *
   * @return one line
   */
  String line();

  /**
   * One number a burst, or whatever numbers the work tells.
   *
   * @param numbers nanoseconds, mostly
   */
  record Values(List<Double> numbers) implements Answer {
    @Override
    public String line() {
      StringBuilder line = new StringBuilder("values");
      numbers.forEach(number -> line.append(String.format(Locale.ROOT, " %.3f", number)));
      return line.toString();
    }
  }

  /**
   * How often an operation took how long.
   *
   * @param histogram of nanoseconds
   */
  record Counts(Histogram histogram) implements Answer {
    @Override
    public String line() {
      StringBuilder line = new StringBuilder("counts");
      histogram
          .recordedValues()
          .forEach(
              step ->
                  line.append(' ')
                      .append(step.getValueIteratedTo())
                      .append(':')
                      .append(step.getCountAtValueIteratedTo()));
      return line.toString();
    }
  }

  /** A histogram that is precise enough for what is printed of it. */
  static Histogram newHistogram() {
    return new Histogram(3);
  }

  /** The inverse of {@link #line}. */
  static Answer parse(String line) {
    String[] words = line.strip().split(" ", -1);
    try {
      return switch (words[0]) {
        case "values" -> values(words);
        case "counts" -> counts(words);
        default -> throw new IllegalArgumentException("'" + line + "': no answer");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + line + "': no answer, " + e.getMessage(), e);
    }
  }

  private static Answer values(String[] words) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      numbers.add(Double.valueOf(words[i]));
    }
    return new Values(List.copyOf(numbers));
  }

  private static Answer counts(String[] words) {
    Histogram histogram = newHistogram();
    for (int i = 1; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("'" + words[i] + "': no count");
      }
      histogram.recordValueWithCount(
          Long.parseLong(words[i].substring(0, colon)),
          Long.parseLong(words[i].substring(colon + 1)));
    }
    return new Counts(histogram);
  }
}
