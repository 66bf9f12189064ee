// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packed program: what it prints, and what it exits with. */
@Timeout(300)
class StandaloneIT {

  @TempDir Path directory;

  private PackedTck tck;
  private String loopback;

  @BeforeEach
  void prepare() throws Exception {
    tck = new PackedTck(directory);
    loopback = BrokenJar.loopback().toString();
    Files.createDirectory(directory.resolve("folder"));
    Files.writeString(directory.resolve("text"), "no jar");
    Files.writeString(directory.resolve("unknown"), "NO_SUCH_RULE = because\n");
    Files.writeString(directory.resolve("unreasoned"), "EXIT-STATE-01 =\n");
  }

  @Test
  void aSelectionThatPassesShowsNoConformance() throws Exception {
    PackedTck.Run run = tck.run("--driver", loopback, "--rule", "GET_CONTROLLER-*");
    assertEquals(ExitCodes.NOT_SHOWN, run.exit(), run::toString);
    assertTrue(run.out().contains("Conformance not shown"), run::toString);
    assertFalse(run.err().contains("FAIL"), run::toString);
  }

  @Test
  void theReportIsPrintedAndWritten() throws Exception {
    PackedTck.Run run =
        tck.run(
            "--driver", loopback, "--rule", "GET_CONTROLLER-OK-01", "--json", "--report", "a/b");
    assertEquals(ExitCodes.NOT_SHOWN, run.exit(), run::toString);
    assertEquals("SELECTION_PASSED", run.json().get("verdict"), run::toString);
    assertEquals(
        run.out().strip(), Files.readString(directory.resolve("a/b/tck-report.json")).strip());
    assertTrue(Files.exists(directory.resolve("a/b/index.html")));
  }

  @Test
  void waiversThatAreNotNeededAreTold() throws Exception {
    Path waivers = directory.resolve("waivers");
    Files.writeString(waivers, "GET_CONTROLLER-OK-01 = not needed\n");
    PackedTck.Run run =
        tck.run("--driver", loopback, "--rule", "GET_CONTROLLER-OK-01", "--waivers", "waivers");
    assertEquals(ExitCodes.NOT_SHOWN, run.exit(), run::toString);
    assertTrue(
        run.err().contains("tck: GET_CONTROLLER-OK-01 is waived, but it passes: remove the waiver"),
        run::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rule NO_SUCH                   | NO_SUCH
          --rule EXIT-STATE-1              | did you mean EXIT-STATE-01
          --function put                   | no such function: put
          --rule EXIT-* --function Rsm.controller | no rule is selected by EXIT-*
          --driver folder                  | --driver folder: a directory
          --driver missing.jar             | --driver missing.jar: there is no such file
          --driver text                    | --driver text: not a jar
          --fixture missing                | --fixture missing: there is no such file
          --waivers folder                 | --waivers folder: a directory
          --waivers unknown                | NO_SUCH_RULE
          --waivers unreasoned             | EXIT-STATE-01 is waived without a reason
          --report text                    | --report text
          --timeout 0                      | --timeout 0
          --timeout soon                   | soon
          --drivr x                        | did you mean --driver
          LOOPBACK --controller sci0       | sci0; there is loopback
          LOOPBACK --fixture text          | text
          --rule GET_CONTROLLER-OK-01      | no driver
          """)
  void wrongOptionsAreRefusedInOneLine(String options, String told) throws Exception {
    PackedTck.Run run = tck.run(options.replace("LOOPBACK", "--driver " + loopback).split(" ", -1));
    assertEquals(ExitCodes.REFUSED, run.exit(), run::toString);
    assertEquals("", run.out());
    assertTrue(run.err().contains(told), run::toString);
    assertEquals(1, run.err().lines().count(), run::toString);
  }

  @Test
  void listsTheRulesWithoutADriver() throws Exception {
    PackedTck.Run run = tck.run("--list", "--rule", "GET_CONTROLLER-*");
    assertEquals(ExitCodes.CONFORMANT, run.exit(), run::toString);
    List<String> lines = run.out().lines().toList();
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("GET_CONTROLLER-OK-01 +automatic +mand.*")),
        run::toString);
    assertTrue(
        lines.stream().anyMatch(line -> line.matches("GET_CONTROLLER-\\S+ +untestable .*")),
        run::toString);
  }

  @Test
  void helpAndVersionAreShown() throws Exception {
    PackedTck.Run help = tck.run("--help");
    assertEquals(0, help.exit());
    assertTrue(help.out().contains("--waivers"), help::toString);
    PackedTck.Run version = tck.run("--version");
    assertEquals(0, version.exit());
    assertFalse(version.out().contains("unpackaged"), version::toString);
  }
}
