// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final String DRIVER = "--driver";
  private static final String CONTROLLER = "--controller";
  private static final Pattern NAME = Pattern.compile("([a-z]+)[0-9]*");
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

  /**
   * What the arguments leave open: the driver of the controller, out of those of the distribution.
   * With others beside it the node would have ids and links that are not of what is tested.
   */
  private List<String> driver(Path home) throws IOException {
    List<String> added = new ArrayList<>();
    if (value(DRIVER).isPresent()) {
      return added;
    }
    Optional<String> controller = value(CONTROLLER);
    if (controller.isEmpty() && value("--fixture").isEmpty()) {
      controller = Optional.of("loopback");
      added.addAll(List.of(CONTROLLER, "loopback"));
    }
    Path drivers = home.resolve("drivers");
    Optional<Path> own =
        controller.flatMap(name -> fileOf(name, drivers)).filter(Files::isRegularFile);
    if (own.isPresent()) {
      added.addAll(List.of(DRIVER, own.get().toString()));
      return added;
    }
    try (Stream<Path> files = Files.list(drivers)) {
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .forEach(jar -> added.addAll(List.of(DRIVER, jar.toString())));
    }
    return added;
  }

  /** Where the driver of a controller would be, if it were one of ours. */
  private static Optional<Path> fileOf(String controller, Path drivers) {
    Matcher name = NAME.matcher(controller);
    return name.matches()
        ? Optional.of(drivers.resolve("org.rsmapi.driver." + name.group(1) + ".jar"))
        : Optional.empty();
  }

  /** Returns the value of an option, if it is given; empty text if it lacks one. */
  private Optional<String> value(String option) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(option)) {
        return Optional.of(i + 1 < arguments.size() ? arguments.get(i + 1) : "");
      }
      if (argument.startsWith(option + "=")) {
        return Optional.of(argument.substring(option.length() + 1));
      }
    }
    return Optional.empty();
  }
}
