// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A figure of ours beside that of a peer.
 *
 * @param key ours
 * @param peer who else
 * @param ratio ours by theirs
 * @param target the largest ratio that is wanted, if there is one
 */
public record Comparison(FigureKey key, String peer, double ratio, Optional<Double> target) {

  private static final String RSM = "rsm";
  private static final Set<String> OURS = Set.of(RSM, "three-drivers", "sci", "wrsm", "rdma");

  /** Whether the target is met, if there is one. */
  public Optional<Boolean> met() {
    return target.map(limit -> ratio <= limit);
  }

  /** Each figure of ours beside each peer's of the same work, size and placement. */
  public static List<Comparison> all(Results results, List<Target> targets) {
    List<Comparison> comparisons = new ArrayList<>();
    for (FigureKey key : results.keys()) {
      if (OURS.contains(key.contender())) {
        results.keys().stream()
            .filter(other -> isPeer(key, other))
            .map(other -> of(key, other, results, targets))
            .forEach(comparisons::add);
      }
    }
    return comparisons;
  }

  /** The drivers are compared with loopback, and not with each other. */
  private static boolean isPeer(FigureKey key, FigureKey other) {
    return key.of(other.contender()).equals(other)
        && !key.equals(other)
        && (!OURS.contains(other.contender()) || other.contender().equals(RSM));
  }

  private static Comparison of(
      FigureKey key, FigureKey other, Results results, List<Target> targets) {
    return new Comparison(
        key, other.contender(), results.ratio(key, other), limit(key, other, targets));
  }

  private static Optional<Double> limit(FigureKey key, FigureKey other, List<Target> targets) {
    return targets.stream()
        .filter(target -> target.covers(key) && target.peer().equals(other.contender()))
        .map(Target::limit)
        .findFirst();
  }
}
