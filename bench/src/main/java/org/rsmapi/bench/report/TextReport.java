// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For a terminal. */
public final class TextReport {

  private TextReport() {}

  /** The figures, the targets, and who was missing. */
  public static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.addAll(figures(report.results()).lines());
    lines.add("");
    lines.addAll(targets(report).lines());
    if (!report.results().misses().isEmpty()) {
      lines.add("");
      TextTable missing = new TextTable("missing", "in", "reason");
      for (Results.Miss miss : report.results().misses()) {
        missing.row(miss.contender(), miss.stage(), miss.reason());
      }
      lines.addAll(missing.lines());
    }
    lines.add("");
    lines.add(summary(report));
    return lines;
  }

  private static TextTable figures(Results results) {
    Map<List<String>, StringBuilder> rows = new LinkedHashMap<>();
    for (FigureKey key : results.keys()) {
      StringBuilder row =
          rows.computeIfAbsent(
              List.of(key.work(), Amount.size(key), key.placement()), any -> new StringBuilder());
      row.append(row.isEmpty() ? "" : ", ")
          .append(key.contender())
          .append(' ')
          .append(Amount.of(key.work(), results.median(key)));
    }
    TextTable table = new TextTable("figure", "size", "placed", "medians");
    rows.forEach((key, row) -> table.row(key.get(0), key.get(1), key.get(2), row.toString()));
    return table;
  }

  private static TextTable targets(Report report) {
    TextTable table =
        new TextTable("target", "at", "figure", "peer", "its figure", "ratio", "at most", "");
    for (Verdict verdict : report.verdicts()) {
      Target target = verdict.target();
      FigureKey key = verdict.key();
      table.row(
          target.text(),
          key == null ? "" : Amount.size(key),
          Amount.of(target.work(), verdict.value()),
          target.peer(),
          Amount.of(target.work(), verdict.peerValue()),
          target.isAbsolute() ? "-" : Amount.ratio(verdict.ratio()),
          Amount.ratio(target.limit()),
          verdict.outcome().label() + (verdict.reason().isEmpty() ? "" : ": " + verdict.reason()));
    }
    return table;
  }

  private static String summary(Report report) {
    return count(report, Verdict.Outcome.MET)
        + " targets met, "
        + count(report, Verdict.Outcome.MISSED)
        + " missed, "
        + count(report, Verdict.Outcome.NOT_MEASURED)
        + " not measured; "
        + report.seconds()
        + " s";
  }

  private static long count(Report report, Verdict.Outcome outcome) {
    return report.verdicts().stream().filter(verdict -> verdict.outcome() == outcome).count();
  }
}
