// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an export costs when there are many. */
class ManySegmentsTest {

  private static final int LIMIT = 20_000;

  private static void assume(String what, String file, long least) throws IOException {
    long value = Long.parseLong(Files.readAllLines(Path.of(file)).getFirst());
    assumeTrue(value >= least, what + " is " + value);
  }

  @Test
  void tenThousandConnectedSegmentsFitIntoAProcess() throws IOException {
    assume("the number of mappings allowed", "/proc/sys/vm/max_map_count", 40_000);
    String classPath = System.getProperty("java.class.path");
    try (ChildJvm child = ChildJvm.limited(Sides.uniqueName(), classPath, LIMIT)) {
      String[] answer = child.tell("mass 10000").split(" ", -1);
      assertEquals("ok", answer[0], () -> String.join(" ", answer));
      int descriptors = Integer.parseInt(answer[1]);
      assertTrue(descriptors <= 10_000 + LIMIT / 8 + 100, descriptors + " descriptors");
      assertTrue(Integer.parseInt(answer[2]) < 60, answer[2] + " s");
    }
  }

  @Test
  void aSmallTableHoldsAboutAsManyPublishedSegmentsAsItIsLarge() {
    String classPath = System.getProperty("java.class.path");
    try (ChildJvm child = ChildJvm.limited(Sides.uniqueName(), classPath, 1_000)) {
      String[] answer = child.tell("mass 800").split(" ", -1);
      assertEquals("ok", answer[0], () -> String.join(" ", answer));
    }
  }
}
