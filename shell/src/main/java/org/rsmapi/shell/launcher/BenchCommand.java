// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.rsmapi.shell.command.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Starts the benchmarks, which are a jar of their own, in a JVM of their own. */
@Command(
    name = "bench",
    description =
        "Measures RSMAPI beside the memory below it and beside other ways to share memory."
            + " rsm bench --help tells more.")
final class BenchCommand implements Callable<Integer> {

  private static final String VARIABLE = "RSM_BENCH_JAR";

  /** The jar has its own options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Home.folder();
    return new JavaProgram(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.rsmapi.home=" + home,
                "-cp",
                jar(home) + File.pathSeparator + home.resolve("drivers") + File.separator + "*",
                "org.rsmapi.bench.Main"))
        .with(arguments)
        .run();
  }

  /** It is not packed with the distribution: its peers would make that twice as large. */
  private static Path jar(Path home) {
    String value = System.getenv(VARIABLE);
    Path jar = value == null ? home.resolve("bench/benchmarks.jar") : Path.of(value);
    if (!Files.isRegularFile(jar)) {
      throw new Refusal(
          (value == null ? "" : VARIABLE + ": ")
              + "'"
              + jar
              + "': no such file; build it in the sources with ./mvnw -pl bench -am -DskipTests"
              + " package, then copy bench/target/benchmarks.jar there, or give its path in "
              + VARIABLE);
    }
    return jar.toAbsolutePath();
  }
}
