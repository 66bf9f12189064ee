// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.tck.support.Threads;

/** Drivers that end or block the process with the tests fail the rule, and the others go on. */
@Timeout(300)
class BrokenDriverIT {

  /** A rule for which the tests start a further process before they connect. */
  private static final String WITH_PEER = "CONNECT-OK-03";

  private static final String PEER = "org.rsmapi.tck.support.PeerMain";

  @TempDir Path directory;

  private PackedTck tck;
  private String driver;

  @BeforeEach
  void prepare() throws Exception {
    tck = new PackedTck(directory);
    driver = BrokenJar.write(directory.resolve("broken.jar")).toString();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> failed(Map<String, Object> report) {
    Map<String, Map<String, Object>> failed = new TreeMap<>();
    for (Map<String, Object> rule : (List<Map<String, Object>>) report.get("rules")) {
      if ("FAIL".equals(rule.get("outcome"))) {
        failed.put((String) rule.get("id"), rule);
      }
    }
    return failed;
  }

  @Test
  void whatEndsTheProcessFailsTheRule() throws Exception {
    PackedTck.Run run =
        tck.broken("CREATE_OK_01/create=HALT,CREATE_OK_02/create=CRASH,CREATE_OK_03/create=EXIT")
            .run("--driver", driver, "--rule", "CREATE-*", "--json");
    assertEquals(ExitCodes.NOT_CONFORMANT, run.exit(), run::toString);
    Map<String, Map<String, Object>> failed = failed(run.json());
    assertEquals(
        List.of("CREATE-OK-01", "CREATE-OK-02", "CREATE-OK-03"), List.copyOf(failed.keySet()));
    String halted = failed.get("CREATE-OK-01").toString();
    assertTrue(halted.contains("exit code 7") && halted.contains("last words"), halted);
    String crashed = failed.get("CREATE-OK-02").toString();
    assertTrue(crashed.contains("exit code 134") && crashed.contains("SIGSEGV"), crashed);
    String exited = failed.get("CREATE-OK-03").toString();
    assertTrue(exited.contains("exit code 0"), exited);
    assertTrue(run.out().contains("\"PASS\""), run::toString);
  }

  @Test
  void aRuleThatHangsFailsWithWhatItsThreadsDo() throws Exception {
    PackedTck.Run run =
        tck.broken("CONNECT_OK_03/connect=HANG")
            .run(
                "--driver",
                driver,
                "--rule",
                WITH_PEER,
                "--rule",
                "EXIT-STATE-02",
                "--timeout",
                "15",
                "--json");
    assertEquals(ExitCodes.NOT_CONFORMANT, run.exit(), run::toString);
    Map<String, Map<String, Object>> failed = failed(run.json());
    assertEquals(List.of(WITH_PEER), List.copyOf(failed.keySet()));
    String hung = failed.get(WITH_PEER).toString();
    assertTrue(hung.contains("not done after 15 s"), hung);
    assertTrue(hung.contains("BrokenDriver") && hung.contains("Harm"), hung);
    assertTrue(run.out().contains("\"PASS\""), run::toString);
  }

  @Test
  void whatADriverPrintsDisturbsNothing() throws Exception {
    PackedTck.Run run =
        tck.broken("CREATE_OK_01/create=NOISE")
            .run("--driver", driver, "--rule", "CREATE-OK-01", "--json");
    assertEquals(ExitCodes.NOT_SHOWN, run.exit(), run::toString);
    assertEquals("SELECTION_PASSED", run.json().get("verdict"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalEndsTheRunWithAReportOfWhatIsDone(String signal) throws Exception {
    assumeFalse(signal.equals("INT") && isInterruptIgnored(), "SIGINT is ignored here");
    Process process =
        tck.broken("CONNECT_OK_03/connect=HANG")
            .start(
                "--driver",
                driver,
                "--rule",
                "GET_CONTROLLER-*",
                "--rule",
                WITH_PEER,
                "--report",
                "report");
    Threads.await("peer", () -> process.descendants().anyMatch(BrokenDriverIT::isPeer));
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
    PackedTck.Run run = tck.finish(process);
    assertEquals(ExitCodes.INTERRUPTED, run.exit(), run::toString);
    Map<String, Object> report =
        JSON.std.mapFrom(Files.readString(directory.resolve("report/tck-report.json")));
    assertEquals(true, report.get("interrupted"));
    assertEquals("NOT_CONFORMANT", report.get("verdict"));
    assertEquals(Map.of(), failed(report));
    assertTrue(report.toString().contains("outcome=PASS"), report::toString);
    assertTrue(run.out().contains("report"), run::toString);
  }

  @Test
  void theTestsEndWithTheProcessThatWatches() throws Exception {
    Process process =
        tck.broken("CONNECT_OK_03/connect=HANG").start("--driver", driver, "--rule", WITH_PEER);
    Threads.await("peer", () -> process.descendants().anyMatch(BrokenDriverIT::isPeer));
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    for (ProcessHandle descendant : descendants) {
      Threads.await("end of " + descendant.pid(), () -> !descendant.isAlive());
    }
  }

  private static boolean isPeer(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains(PEER);
  }

  /** A build in the background may have been started so; that is inherited. */
  private static boolean isInterruptIgnored() throws IOException {
    String mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .replace("SigIgn:", "")
            .strip();
    return (Long.parseUnsignedLong(mask, 16) & 1L << (2 - 1)) != 0;
  }
}
