// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WAIT_POLLFD-INSUFFICIENT_RESOURCES-01, in processes of their own. */
@Timeout(60)
class PollShortageTest {

  @Test
  void descriptorsAreUsedUp() throws Exception {
    assertEquals(
        List.of(
            "TIMEOUT",
            "TIMEOUT",
            "INSUFFICIENT_RESOURCES",
            "INSUFFICIENT_RESOURCES",
            "TIMEOUT",
            "TIMEOUT"),
        run("ulimit -n 200; exec", "--enable-native-access=ALL-UNNAMED", "descriptors"));
  }

  @Test
  void nativeAccessIsDenied() throws Exception {
    assertEquals(
        List.of("TIMEOUT", "INSUFFICIENT_RESOURCES"),
        run("exec", "--illegal-native-access=deny", "native"));
  }

  private static List<String> run(String prefix, String option, String argument) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                prefix + " \"$@\"",
                "sh",
                java,
                option,
                "-cp",
                System.getProperty("java.class.path"),
                ScarceWait.class.getName(),
                argument)
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      List<String> lines = lines(process);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process does not end");
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> lines(Process process) throws IOException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.lines().toList();
  }
}
