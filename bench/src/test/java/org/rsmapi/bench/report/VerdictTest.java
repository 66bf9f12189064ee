// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Target TARGET =
      new Target("bulk-put", 256, 4096, "rsm", "memory-segment", 1.1, "put");

  private final Results results = new Results();

  private void figure(long size, String placement, String contender, double value) {
    results.add(new FigureKey("bulk-put", size, placement, contender), List.of(value));
  }

  @Test
  void theWorstSizeWithinTheTargetCounts() {
    figure(64, "pinned", "rsm", 90);
    figure(64, "pinned", "memory-segment", 10);
    figure(256, "pinned", "rsm", 12);
    figure(256, "pinned", "memory-segment", 10);
    figure(4096, "pinned", "rsm", 100);
    figure(4096, "pinned", "memory-segment", 100);
    Verdict verdict = Verdict.of(TARGET, results);
    assertEquals(Verdict.Outcome.MISSED, verdict.outcome());
    assertEquals(1.2, verdict.ratio(), 1e-9);
    assertEquals(12, verdict.value());
    assertEquals(10, verdict.peerValue());
  }

  @Test
  void pinnedFiguresAreJudgedWhereThereAreSuch() {
    figure(256, "unpinned", "rsm", 50);
    figure(256, "unpinned", "memory-segment", 10);
    figure(256, "pinned", "rsm", 11);
    figure(256, "pinned", "memory-segment", 10);
    assertEquals(Verdict.Outcome.MET, Verdict.of(TARGET, results).outcome());
  }

  @Test
  void aMissingPeerIsNamedAndNeitherMetNorMissed() {
    figure(256, "pinned", "rsm", 11);
    results.miss("bulk", "memory-segment", "not here");
    Verdict verdict = Verdict.of(TARGET, results);
    assertEquals(Verdict.Outcome.NOT_MEASURED, verdict.outcome());
    assertEquals("not here", verdict.reason());
    assertNull(verdict.key());
    assertTrue(report().isMet());
  }

  @Test
  void aRunInWhichRsmapiFailedIsNotMet() {
    results.miss("bulk", "rsm", "broken");
    assertFalse(report().isMet());
    assertFalse(report().hasRun());
  }

  @Test
  void aLimitOfTheFigureItselfNeedsNoPeer() {
    Target target = new Target("bulk-put", 0, 999, "rsm", Target.ABSOLUTE, 0.5, "allocation");
    figure(256, "unpinned", "rsm", 0.25);
    assertEquals(Verdict.Outcome.MET, Verdict.of(target, results).outcome());
    figure(512, "unpinned", "rsm", 24);
    assertEquals(Verdict.Outcome.MISSED, Verdict.of(target, results).outcome());
  }

  @Test
  void targetsAreReadFromLines() {
    List<Target> targets =
        Targets.parse(List.of("# comment", "", "get\t8-64\trsm\tc\t1.5\tin words"));
    assertEquals(List.of(new Target("get", 8, 64, "rsm", "c", 1.5, "in words")), targets);
    assertThrows(IllegalArgumentException.class, () -> Targets.parse(List.of("get\t8")));
  }

  @Test
  void theTargetsThatAreShippedCanBeRead() {
    assertFalse(Targets.load().isEmpty());
  }

  private Report report() {
    return Report.of(Map.of(), "trial", 1, results);
  }
}
