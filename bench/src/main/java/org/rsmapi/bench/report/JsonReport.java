// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One document for machines. */
public final class JsonReport {

  /** Where the distribution of latencies is told. */
  private static final double[] PERCENTILES = {
    1, 10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 100
  };

  private static final JSON WRITER =
      JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES);

  private JsonReport() {}

  /** The document as text. */
  public static String text(Report report) {
    try {
      return WRITER.asString(document(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> document(Report report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", 1);
    document.put("effort", report.effort());
    document.put("seconds", report.seconds());
    document.put("machine", report.machine());
    document.put("met", report.isMet());
    document.put("targets", report.verdicts().stream().map(JsonReport::verdict).toList());
    document.put("comparisons", comparisons(report));
    document.put("figures", figures(report.results()));
    document.put("latencies", latencies(report.results()));
    document.put("missing", report.results().misses().stream().map(JsonReport::miss).toList());
    return document;
  }

  private static Map<String, @Nullable Object> verdict(Verdict verdict) {
    Target target = verdict.target();
    FigureKey key = verdict.key();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("text", target.text());
    map.put("figure", target.work());
    map.put("contender", target.subject());
    map.put("peer", target.isAbsolute() ? null : target.peer());
    map.put("size", key == null ? null : key.size());
    map.put("placement", key == null ? null : key.placement());
    map.put("value", number(verdict.value()));
    map.put("peerValue", number(verdict.peerValue()));
    map.put("unit", Unit.of(target.work()).symbol());
    map.put("ratio", target.isAbsolute() ? null : number(verdict.ratio()));
    map.put("target", target.limit());
    map.put(
        "met",
        verdict.outcome() == Verdict.Outcome.NOT_MEASURED
            ? null
            : verdict.outcome() == Verdict.Outcome.MET);
    map.put("reason", verdict.reason().isEmpty() ? null : verdict.reason());
    return map;
  }

  private static List<Map<String, @Nullable Object>> comparisons(Report report) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Comparison comparison :
        Comparison.all(
            report.results(), report.verdicts().stream().map(Verdict::target).toList())) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>(key(comparison.key()));
      map.put("value", number(report.results().median(comparison.key())));
      map.put("peer", comparison.peer());
      map.put("peerValue", number(report.results().median(comparison.key().of(comparison.peer()))));
      map.put("ratio", number(comparison.ratio()));
      map.put("target", comparison.target().orElse(null));
      map.put("met", comparison.met().orElse(null));
      list.add(map);
    }
    return list;
  }

  private static List<Map<String, @Nullable Object>> figures(Results results) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (FigureKey key : results.keys()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>(key(key));
      map.put("unit", Unit.of(key.work()).symbol());
      map.put("median", number(results.median(key)));
      map.put("rounds", results.rounds(key).stream().map(JsonReport::number).toList());
      list.add(map);
    }
    return list;
  }

  private static List<Map<String, @Nullable Object>> latencies(Results results) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Map.Entry<FigureKey, Histogram> entry : results.distributions().entrySet()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>(key(entry.getKey()));
      map.put("count", entry.getValue().getTotalCount());
      Map<String, Object> percentiles = new LinkedHashMap<>();
      for (double percentile : PERCENTILES) {
        percentiles.put(
            Double.toString(percentile), entry.getValue().getValueAtPercentile(percentile));
      }
      map.put("nanoseconds", percentiles);
      list.add(map);
    }
    return list;
  }

  private static Map<String, @Nullable Object> key(FigureKey key) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("figure", key.work());
    map.put("size", key.size());
    map.put("placement", key.placement());
    map.put("contender", key.contender());
    return map;
  }

  private static Map<String, Object> miss(Results.Miss miss) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("contender", miss.contender());
    map.put("stage", miss.stage());
    map.put("reason", miss.reason());
    return map;
  }

  /** JSON has no word for what is not a number. */
  private static @Nullable Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
