// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration, and what becomes of it when it is disturbed. */
@Timeout(120)
final class DemoIT {

  @TempDir Path temporary;

  @Test
  void everyStepDoesWhatItSays() throws Exception {
    RsmProcess demo = RsmProcess.run(temporary, "", "demo");
    demo.assertExit(0);
    demo.assertQuiet();
    Stream.of(
            "controller loopback is there",
            "'Hello from the other JVM, through shared memory.'",
            "RSMERR_PERM_DENIED (27)",
            "RSMERR_CONN_ABORTED (40)",
            "RSMERR_BAD_SEG_HNDL (5)",
            "RSMERR_CTLR_NOT_PRESENT (4)",
            "Every step did what it says.")
        .forEach(demo::assertOut);
    assertFalse(demo.out().contains("\u001b"), "colors without a terminal");
    RsmProcess.assertEmpty(temporary);
  }

  @Test
  void aPulledLinkIsToldByTheBarrier() throws Exception {
    RsmProcess demo = RsmProcess.run(temporary, "", "demo", "--controller", "sci0");
    demo.assertExit(0);
    demo.assertQuiet();
    demo.assertOutInOrder(
        "controller sci0 is there",
        "node 1, SCI node 4",
        "node 2, SCI node 8",
        "between nodes 4 and 8: up",
        "everything has arrived",
        "all 65536 bytes are right",
        "the answer is whole",
        "put 32768 bytes at offset 0",
        "rsm sci link down 4 8",
        "between nodes 4 and 8: down",
        "put 32768 bytes at offset 32768",
        "RSMERR_BARRIER_FAILURE (38): an access within the span of the barrier failed",
        "accesses since the barrier was opened may be lost; repeat them",
        "32768 of 65536 bytes are new",
        "rsm sci link up 4 8",
        "between nodes 4 and 8: up",
        "open the barrier",
        "everything has arrived",
        "all 65536 bytes are right",
        "Every step did what it says.");
    RsmProcess.assertEmpty(temporary);
  }

  @ParameterizedTest
  @ValueSource(strings = {"importer  drop", "link down", "link up"})
  void interruptEndsBothNodes(String step) throws Exception {
    try (RsmProcess demo = RsmProcess.start(temporary, "demo", "--controller", "sci0")) {
      demo.awaitOut(step);
      List<ProcessHandle> all = demo.process().descendants().toList();
      demo.signal("INT");
      demo.assertExit(130);
      demo.assertQuiet();
      for (ProcessHandle one : all) {
        var ignored = one.onExit().get(30, TimeUnit.SECONDS);
      }
    }
    RsmProcess.awaitEmpty(temporary);
  }

  @Test
  void deathOfTheImporterIsTold() throws Exception {
    try (RsmProcess demo = RsmProcess.start(temporary, "demo")) {
      demo.awaitOut("importer  boot Felix");
      demo.process().descendants().forEach(ProcessHandle::destroy);
      demo.assertExit(1);
      demo.assertError("its process ended with exit code 143");
    }
    RsmProcess.assertEmpty(temporary);
  }

  /** In the middle of a step it fails, which is nothing to tell of. */
  @ParameterizedTest
  @ValueSource(
      strings = {"exporter  drop", "importer  drop", "create segment", "wait for a signal"})
  void interruptLeavesNothingBehind(String step) throws Exception {
    try (RsmProcess demo = RsmProcess.start(temporary, "demo")) {
      demo.awaitOut(step);
      demo.signal("INT");
      demo.assertExit(130);
      demo.assertQuiet();
    }
    // The importer ends with its input, a moment later.
    RsmProcess.awaitEmpty(temporary);
  }
}
