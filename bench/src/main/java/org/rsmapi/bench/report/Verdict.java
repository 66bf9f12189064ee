// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a target is met.
 *
 * @param target which
 * @param outcome whether
 * @param key the figure that is furthest from it, if there is one
 * @param value that figure
 * @param peerValue what it is compared with
 * @param ratio the one by the other, or the figure itself
 * @param reason why it was not measured, or empty
 */
public record Verdict(
    Target target,
    Outcome outcome,
    @Nullable FigureKey key,
    double value,
    double peerValue,
    double ratio,
    String reason) {

  /** Met or not. */
  public enum Outcome {
    /** As wanted. */
    MET,
    /** Not as wanted. */
    MISSED,
    /** Not known. */
    NOT_MEASURED;

    /** As printed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private record Candidate(FigureKey key, double ratio) {}

  /** Judges by pinned figures, where there are such. */
  public static Verdict of(Target target, Results results) {
    List<FigureKey> covered = results.keys().stream().filter(target::covers).toList();
    boolean pinned = covered.stream().anyMatch(Verdict::isPinned);
    Optional<Candidate> worst =
        covered.stream()
            .filter(key -> !pinned || isPinned(key))
            .map(key -> new Candidate(key, ratio(target, key, results)))
            .filter(candidate -> !Double.isNaN(candidate.ratio()))
            .max(Comparator.comparingDouble(Candidate::ratio));
    return worst
        .map(candidate -> judge(target, candidate, results))
        .orElseGet(() -> unknown(target, results));
  }

  private static boolean isPinned(FigureKey key) {
    return key.placement().equals("pinned");
  }

  private static double ratio(Target target, FigureKey key, Results results) {
    return target.isAbsolute() ? results.median(key) : results.ratio(key, key.of(target.peer()));
  }

  private static Verdict judge(Target target, Candidate worst, Results results) {
    return new Verdict(
        target,
        worst.ratio() <= target.limit() ? Outcome.MET : Outcome.MISSED,
        worst.key(),
        results.median(worst.key()),
        target.isAbsolute() ? Double.NaN : results.median(worst.key().of(target.peer())),
        worst.ratio(),
        "");
  }

  private static Verdict unknown(Target target, Results results) {
    String reason =
        results
            .reason(target.subject())
            .or(() -> results.reason(target.work()))
            .or(() -> results.reason(target.peer()))
            .orElse("not part of this run");
    return new Verdict(
        target, Outcome.NOT_MEASURED, null, Double.NaN, Double.NaN, Double.NaN, reason);
  }
}
