// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.ArrayList;
import java.util.List;

/** What is made of several values. */
public final class Statistics {

  private Statistics() {}

  /** The one in the middle, or the mean of the two there; not a number if there is none. */
  public static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The median of the ratios of each round, since a machine drifts between rounds; of the medians
   * if the one had fewer rounds than the other.
   */
  public static double ratio(List<Double> values, List<Double> others) {
    if (values.size() != others.size()) {
      return median(values) / median(others);
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / others.get(i));
    }
    return median(ratios);
  }
}
