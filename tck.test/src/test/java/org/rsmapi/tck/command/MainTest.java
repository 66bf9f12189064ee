// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.tck.fixture.Place;
import org.rsmapi.tck.support.Limits;

/** The program, as Java starts it. */
class MainTest {

  @Test
  void wrongFactorOfTheLimitsIsRefusedInOneLine() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Place.java(),
                    "-XX:-UsePerfData",
                    "-D" + Limits.FACTOR + "=slow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(ExitCodes.REFUSED, process.waitFor(), told);
    assertEquals(1, told.lines().count(), told);
    assertTrue(told.contains(Limits.FACTOR + "=slow"), told);
  }
}
