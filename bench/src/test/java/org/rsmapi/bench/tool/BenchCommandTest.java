// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    return BenchCommand.execute(
        arguments, new PrintWriter(new StringWriter()), new PrintWriter(errors));
  }

  @Test
  void anUnknownPartIsRefusedBeforeAnythingRuns() {
    assertEquals(2, run("--only", "ping-pong,nonsense"));
    assertTrue(errors.toString().contains("'nonsense': no such part"), errors.toString());
  }

  @Test
  void twoEffortsAreRefused() {
    assertEquals(2, run("--quick", "--full"));
    assertEquals(1, errors.toString().lines().count(), errors.toString());
  }

  @Test
  void aPageThatCannotBeWrittenIsRefusedBeforeAnythingRuns() {
    assertEquals(2, run("--html", "/no/such/folder/page.html"));
    assertTrue(errors.toString().contains("/no/such/folder/page.html"), errors.toString());
  }
}
