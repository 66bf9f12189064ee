// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void theMedianIsInTheMiddle() {
    assertEquals(2, Statistics.median(List.of(9.0, 1.0, 2.0)));
    assertEquals(1.5, Statistics.median(List.of(1.0, 2.0)));
    assertTrue(Double.isNaN(Statistics.median(List.of())));
  }

  @Test
  void aMachineThatDriftsDoesNotMoveTheRatio() {
    List<Double> ours = List.of(100.0, 200.0, 400.0);
    List<Double> theirs = List.of(50.0, 100.0, 200.0);
    assertEquals(2, Statistics.ratio(ours, theirs));
  }

  @Test
  void whoHadFewerRoundsIsComparedByMedians() {
    assertEquals(4, Statistics.ratio(List.of(100.0, 200.0, 400.0), List.of(50.0)));
    assertTrue(Double.isNaN(Statistics.ratio(List.of(1.0), List.of())));
  }
}
