// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance tests in the distribution, and inside its container. */
@Timeout(300)
final class TckIT {

  private static final Path JAR = Distribution.HOME.resolve("tck/org.rsmapi.tck.jar");
  private static final int RULES = 350;

  @TempDir Path temporary;
  @TempDir Path report;

  @Test
  void testsLoopbackUnlessToldOtherwise() throws Exception {
    RsmProcess rsm =
        RsmProcess.run(
            temporary, "", "tck", "--rule", "CREATE-OK-01", "--report", report.toString());
    rsm.assertExit(3);
    rsm.assertOut("Conformance not shown");
    assertReport();
    RsmProcess.assertEmpty(temporary);
  }

  @Test
  void refusesAnUnknownRule() throws Exception {
    RsmProcess rsm = RsmProcess.run(temporary, "", "tck", "--rule", "BOGUS-01");
    rsm.assertExit(2);
    rsm.assertError("BOGUS-01");
  }

  @Test
  void listsTheRules() throws Exception {
    RsmProcess rsm = RsmProcess.run(temporary, "", "tck", "--list");
    rsm.assertExit(0);
    rsm.assertQuiet();
    assertEquals(RULES, rsm.out().lines().count());
  }

  @Test
  void reportsBeforeItEndsOnASignal() throws Exception {
    try (RsmProcess rsm = RsmProcess.start(temporary, "tck", "--report", report.toString())) {
      rsm.awaitErr("/" + RULES + " ");
      rsm.signal("TERM");
      rsm.assertExit(130);
    }
    assertReport();
    RsmProcess.awaitEmpty(temporary);
  }

  @Test
  void testsWhatIsDeployedInTheContainer(@TempDir Path deploy) throws Exception {
    Files.copy(Distribution.DRIVER, deploy.resolve("driver.jar"));
    testInContainer(deploy, "--controller loopback --rule 'CREATE-*'");
  }

  /** The process is not the first node of the cluster, so the two call it by different ids. */
  @ParameterizedTest
  @ValueSource(strings = {"loopback", "sci0"})
  void testsADriverBesideAnother(String controller, @TempDir Path deploy) throws Exception {
    Files.copy(Distribution.DRIVER, deploy.resolve("loopback.jar"));
    Files.copy(Distribution.SCI, deploy.resolve("sci.jar"));
    testInContainer(
        deploy,
        "--controller " + controller + " --rule 'PUBLISH-SEGID*' --rule 'TOPOLOGY-*'",
        "-Dorg.rsmapi.sci.implementation=emulated",
        "-Dorg.rsmapi.sci.node=12");
  }

  private void testInContainer(Path deploy, String options, String... flags) throws Exception {
    Files.copy(JAR, deploy.resolve("tck.jar"));
    try (RsmProcess shell =
        RsmProcess.start(
            temporary,
            List.of(
                "env",
                "RSM_JAVA_OPTS=-Dorg.rsmapi.faults=true -Djava.io.tmpdir="
                    + temporary
                    + " "
                    + String.join(" ", flags)),
            "shell",
            "--deploy",
            deploy.toString())) {
      shell.type("rsm:tck " + options + " --report '" + report + "'\nexit 0\n");
      shell.assertExit(0);
      shell.assertOut("\n3\n");
    }
    assertReport();
    String json = Files.readString(report.resolve("tck-report.json"));
    assertTrue(json.contains("SELECTION_PASSED"), json);
    RsmProcess.assertEmpty(temporary);
  }

  private void assertReport() {
    for (String file : new String[] {"index.html", "tck-report.json", "junit"}) {
      assertTrue(Files.exists(report.resolve(file)), file);
    }
  }
}
