// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packed program, for a few seconds: that it works, and that what it tests does. */
@Timeout(300)
class SoakIT {

  private record Run(int exit, String output) {}

  private static Run run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 4];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command[1] = "-jar";
    command[2] = System.getProperty("org.rsmapi.stress.jar");
    command[3] = "soak";
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void processesThatAreKilledLeaveTheOthersAlone() throws Exception {
    Run run = run("--seconds", "15", "--kill-seconds", "2");
    assertEquals(0, run.exit, run.output);
    assertTrue(run.output.contains("soak: passed"), run.output);
  }

  @Test
  void aNumberThatMakesNoSenseIsRefused() throws Exception {
    assertEquals(2, run("--threads", "0").exit);
    assertEquals(2, run("--seconds", "many").exit);
  }
}
