// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The distribution as it was packed, and programs started from it. */
final class Distribution {

  static final Path HOME = Path.of(System.getProperty("org.rsmapi.home")).normalize();
  static final Path DRIVER = HOME.resolve("drivers/org.rsmapi.driver.loopback.jar");

  static final Path SCI = HOME.resolve("drivers/org.rsmapi.driver.sci.jar");

  static final Path WCI = HOME.resolve("drivers/org.rsmapi.driver.wci.jar");

  private static final long LIMIT_SECONDS = 60;

  /** What a program did. */
  record Outcome(int status, String output) {}

  private Distribution() {}

  static Path bundle(String name) {
    return HOME.resolve("bundle").resolve(name + ".jar");
  }

  /** Runs Java, the one of the tests, without input. */
  static Outcome java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(arguments);
    return run(new ProcessBuilder(command));
  }

  /** Runs a program without input until it ends. */
  static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("rsm-test-", ".txt");
    try {
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "still running after "
                + LIMIT_SECONDS
                + " s: "
                + builder.command()
                + "\n"
                + Files.readString(output));
      }
      return new Outcome(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
