// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.rsmapi.shell.command.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Starts the conformance tests, which are a program of their own. */
@Command(
    name = "tck",
    description =
        "Tests whether a driver does what RSMAPI says; loopback, if none is given."
            + " rsm tck --help tells more.")
final class TckCommand implements Callable<Integer> {

  private static final String INHERITED_PROPERTIES = "org.rsmapi.";

  /** The program has its own options. */
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Home.folder();
    Path jar = home.resolve("tck/org.rsmapi.tck.jar");
    if (!Files.isRegularFile(jar)) {
      throw new Refusal("'" + jar + "': no such file; unpack the distribution again");
    }
    List<String> options =
        new ArrayList<>(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(INHERITED_PROPERTIES))
        .sorted()
        .forEach(name -> options.add("-D" + name + "=" + System.getProperty(name)));
    return new JavaProgram(options)
        .with(List.of("-jar", jar.toString()))
        .with(driver(home))
        .with(arguments)
        .run();
  }

  /** What the arguments leave open: the drivers of the distribution, of which one is sure. */
  private List<String> driver(Path home) throws IOException {
    List<String> added = new ArrayList<>();
    if (isGiven("--driver")) {
      return added;
    }
    try (Stream<Path> files = Files.list(home.resolve("drivers"))) {
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .forEach(jar -> added.addAll(List.of("--driver", jar.toString())));
    }
    if (!isGiven("--controller") && !isGiven("--fixture")) {
      added.addAll(List.of("--controller", "loopback"));
    }
    return added;
  }

  private boolean isGiven(String option) {
    return arguments.stream()
        .anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
  }
}
