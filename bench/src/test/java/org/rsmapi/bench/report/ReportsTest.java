// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {

  private static final FigureKey OURS = new FigureKey("ping-pong", 8, "pinned", "rsm");

  private final Results results = new Results();

  @BeforeEach
  void fill() {
    results.add(OURS, List.of(260.0));
    results.add(OURS, List.of(280.0));
    results.add(OURS.of("c"), List.of(250.0));
    results.add(OURS.of("c"), List.of(270.0));
    Histogram histogram = new Histogram(3);
    histogram.recordValue(300);
    results.distribute(OURS, histogram);
    results.miss("ping-pong", "aeron", "the <reason>");
  }

  private Report report() {
    return Report.of(Map.of("processor", "</script>"), "quick", 42, results);
  }

  private static List<?> list(Map<String, Object> document, String name) {
    return (List<?>) document.get(name);
  }

  @Test
  void theDocumentHasFiguresPeersRatiosAndTargets() throws IOException {
    Map<String, Object> document = JSON.std.mapFrom(JsonReport.text(report()));
    assertEquals(2, list(document, "figures").size());
    Map<?, ?> comparison = (Map<?, ?>) list(document, "comparisons").getFirst();
    assertEquals("c", comparison.get("peer"));
    assertEquals(1.15, comparison.get("target"));
    assertEquals(true, comparison.get("met"));
    assertEquals(Targets.load().size(), list(document, "targets").size());
    assertEquals(1, list(document, "latencies").size());
    assertEquals(
        Map.of("contender", "aeron", "stage", "ping-pong", "reason", "the <reason>"),
        list(document, "missing").getFirst());
  }

  @Test
  void theTablesNameWhatIsMissing() {
    String text = String.join("\n", TextReport.lines(report()));
    assertTrue(text.contains("rsm 270 ns, c 260 ns"), text);
    assertTrue(text.contains("not measured: the <reason>"), text);
    assertTrue(text.contains("1 targets met, 0 missed"), text);
  }

  @Test
  void thePageStandsAlone() {
    String page = HtmlReport.text(report());
    assertFalse(page.contains("@DATA@") || page.contains("@PLOTTING@"), "not filled in");
    assertFalse(page.contains("src=\"") || page.contains("href=\""), "refers to other files");
    assertFalse(page.contains("\"</script>\""), "data ends its element");
  }

  @Test
  void columnsAreUnderEachOther() {
    TextTable table = new TextTable("a", "b");
    table.row("long", "x");
    assertEquals(List.of("a     b", "long  x"), table.lines());
  }

  @Test
  void amountsReadWell() {
    assertEquals("2.50 us", Amount.time(2500));
    assertEquals("999 ns", Amount.time(999));
    assertEquals("4 KiB", Amount.size(4096));
    assertEquals("", Amount.size(0));
    assertEquals("1 GiB", Amount.size(1L << 30));
    assertEquals("0.5 B", Amount.of("put-allocation", 0.5));
    assertEquals("-", Amount.of("get", Double.NaN));
  }
}
