// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell in the container, with its input from a pipe. */
@Timeout(120)
final class ShellIT {

  @TempDir Path temporary;

  @Test
  void runsCommandsAndExits() throws Exception {
    RsmProcess shell = RsmProcess.run(temporary, "rsm:controllers\nexit 7\n", "shell");
    shell.assertExit(7);
    shell.assertQuiet();
    shell.assertOut("Drop driver jars into " + temporary);
    shell.assertOut("g! loopback\nsci0\nwrsm0\n");
    RsmProcess.assertEmpty(temporary);
  }

  @Test
  void exchangesBetweenTwoSegments() throws Exception {
    RsmProcess shell =
        RsmProcess.run(
            temporary,
            """
            rsm:export --size 64k --segment-id 0x5fffff01 --allow 0600
            rsm:import --segment-id 0x5fffff01
            rsm:segments
            rsm:put imp1 0 hello
            rsm:get exp1 0 --text
            rsm:post imp1
            rsm:wait exp1 --timeout 1000
            rsm:unpublish exp1
            rsm:put imp1 0 too late
            echo code $status
            rsm:disconnect imp1
            rsm:destroy exp1
            rsm:segments
            exit 0
            """,
            "shell");
    shell.assertExit(0);
    shell.assertOut("imp1  import  loopback  65536 bytes  0x5fffff01 of node ");
    shell.assertOut("g! hello\n");
    shell.assertOut("took a signal of exp1");
    shell.assertError("rsm put: RSMERR_CONN_ABORTED (40): ");
    shell.assertOut("code 1\n");
    shell.assertOut("g! no segments\n");
    RsmProcess.assertEmpty(temporary);
  }

  @Test
  void endsWithItsInput() throws Exception {
    RsmProcess shell = RsmProcess.run(temporary, "", "shell", "--no-drivers");
    shell.assertExit(0);
    shell.assertQuiet();
    RsmProcess.assertEmpty(temporary);
  }

  @Test
  void startsWithoutDrivers() throws Exception {
    RsmProcess shell =
        RsmProcess.run(temporary, "rsm:controllers\nexit 0\n", "shell", "--no-drivers");
    shell.assertExit(0);
    shell.assertOut("no drivers");
  }

  @Test
  void watchesTheOperatorsFolder(@TempDir Path deploy) throws Exception {
    try (RsmProcess shell = RsmProcess.start(temporary, "shell", "--deploy", deploy.toString())) {
      shell.type("rsm:controllers\n");
      shell.awaitOut("no drivers");
      Files.copy(Distribution.DRIVER, deploy.resolve("driver.jar"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      for (int i = 0; !shell.out().contains("loopback\n") && System.nanoTime() - end < 0; i++) {
        shell.type("rsm:controllers\necho round" + i + "\n");
        shell.awaitOut("round" + i + "\n");
      }
      shell.assertOut("loopback\n");
      shell.type("exit 0\n");
      shell.assertExit(0);
      // What is the operator's stays.
      shell.assertOut("Drop driver jars into " + deploy);
      Files.delete(deploy.resolve("driver.jar"));
    }
    RsmProcess.assertEmpty(temporary);
    RsmProcess.assertEmpty(deploy);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void signalLeavesNothingBehind(String signal, int code) throws Exception {
    try (RsmProcess shell = RsmProcess.start(temporary, "shell")) {
      shell.type("rsm:export --size 64k\n");
      shell.awaitOut("exp1");
      shell.signal(signal);
      shell.assertExit(code);
      shell.assertQuiet();
    }
    RsmProcess.assertEmpty(temporary);
  }
}
