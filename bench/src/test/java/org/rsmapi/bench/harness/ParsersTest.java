// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ParsersTest {

  @Test
  void aListOfProcessorsHasNumbersAndRanges() {
    assertEquals(List.of(0, 1, 2, 3, 8), Cpus.parse("0-3,8"));
    assertEquals(List.of(5), Cpus.parse("5"));
  }

  @Test
  void aPinnedSideHasItsProcessorAndAnotherHasNone() {
    Cpus cpus = new Cpus(2, 5);
    assertEquals(2, cpus.measuring(Placement.PINNED));
    assertEquals(5, cpus.answering(Placement.PINNED));
    assertEquals(Cpus.NONE.measuring(), cpus.measuring(Placement.UNPINNED));
  }

  @Test
  void theMedianOfUcxIsInItsLineOfResults() {
    assertEquals(
        0.241,
        UcxPerftest.median("   20000   0.241    34.018   48.684   0.22   0.16   29396   20541"));
    assertEquals(
        0.5, UcxPerftest.median("Final:  20000  0.5  34.018  48.684  0.22  0.16  29396  20541"));
  }

  @Test
  void otherLinesOfUcxAreNoResults() {
    assertTrue(Double.isNaN(UcxPerftest.median("| Message size: 8      |")));
    assertTrue(Double.isNaN(UcxPerftest.median("| a | b c d e f |")));
    assertTrue(Double.isNaN(UcxPerftest.median("")));
  }

  @Test
  void whatIsNotInstalledIsNamed() {
    Failure failure = assertThrows(Failure.class, () -> Programs.find("no-such-program-here"));
    assertTrue(String.valueOf(failure.getMessage()).contains("no-such-program-here"));
  }

  @Test
  void aBurstIsBoundedByBytesAndNeverEmpty() {
    assertEquals(20_000, Work.BULK_PUT.operations(64));
    assertEquals(8, Work.BULK_PUT.operations(1 << 20));
    assertEquals(1, Work.BULK_PUT.operations(64L << 20));
    assertEquals(50, Work.SIGNAL_BLOCKED.operations(0));
  }

  @Test
  void lessEffortMeasuresFewerSizesOfTheSameWork() {
    assertEquals(Work.BULK_PUT.sizes(), Effort.FULL.sizes(Work.BULK_PUT));
    assertTrue(Work.BULK_PUT.sizes().containsAll(Effort.QUICK.sizes(Work.BULK_PUT)));
    assertFalse(Effort.QUICK.sizes(Work.BULK_PUT).containsAll(Work.BULK_PUT.sizes()));
    assertEquals(Work.PING_PONG.sizes(), Effort.QUICK.sizes(Work.PING_PONG));
  }

  @Test
  void eachPartHasANameOfItsOwn() {
    Set<String> ids = Stages.all().stream().map(Stage::id).collect(Collectors.toSet());
    assertEquals(Stages.all().size(), ids.size());
  }
}
