// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Everything that was measured, and what was not, with the reason. */
public final class Results {

  /**
   * A contender without a figure.
   *
   * @param stage where it was to take part
   * @param contender who
   * @param reason why not
   */
  public record Miss(String stage, String contender, String reason) {}

  private final Map<FigureKey, List<Double>> rounds = new LinkedHashMap<>();
  private final Map<FigureKey, Histogram> distributions = new LinkedHashMap<>();
  private final List<Miss> misses = new ArrayList<>();

  /** Adds what one round brought; the median of it counts. */
  public void add(FigureKey key, List<Double> values) {
    rounds.computeIfAbsent(key, any -> new ArrayList<>()).add(Statistics.median(values));
  }

  /** Adds the times of single operations. */
  public void distribute(FigureKey key, Histogram histogram) {
    distributions.computeIfAbsent(key, any -> new Histogram(3)).add(histogram);
  }

  /** Somebody takes no part. */
  public void miss(String stage, String contender, String reason) {
    misses.add(new Miss(stage, contender, reason));
  }

  /** All figures, in the order in which they came. */
  public List<FigureKey> keys() {
    return List.copyOf(rounds.keySet());
  }

  /** One value a round. */
  public List<Double> rounds(FigureKey key) {
    return rounds.getOrDefault(key, List.of());
  }

  /** Over all rounds. */
  public double median(FigureKey key) {
    return Statistics.median(rounds(key));
  }

  /** How many times the other's figure this one is. */
  public double ratio(FigureKey key, FigureKey other) {
    return Statistics.ratio(rounds(key), rounds(other));
  }

  /** The times of single operations, by figure. */
  public Map<FigureKey, Histogram> distributions() {
    return distributions;
  }

  /** Who took no part. */
  public List<Miss> misses() {
    return List.copyOf(misses);
  }

  /** Why somebody has no figure, if that is known. */
  public Optional<String> reason(String contender) {
    return misses.stream()
        .filter(miss -> miss.contender().equals(contender))
        .map(Miss::reason)
        .findFirst();
  }
}
