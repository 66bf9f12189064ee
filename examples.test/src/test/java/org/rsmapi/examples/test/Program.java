// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.examples.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end without input, with the Java of the tests. */
final class Program {

  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private static final long LIMIT_SECONDS = 600;

  private Program() {}

  /** Runs it, and fails with what it printed unless it ends well. */
  static String succeed(Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "output-", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("JAVA_HOME", JAVA_HOME.toString());
      int status = run(builder.start());
      String text = Files.readString(output);
      assertEquals(0, status, () -> String.join(" ", command) + "\n" + text);
      return text;
    } finally {
      Files.delete(output);
    }
  }

  private static int run(Process process) throws IOException, InterruptedException {
    try {
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      List<ProcessHandle> left = process.descendants().toList();
      process.destroyForcibly().waitFor();
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
