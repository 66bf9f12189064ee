// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.shell.command.HelpOption;
import org.rsmapi.shell.command.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the container with its shell. */
@Command(
    name = "shell",
    description = "Starts an OSGi container with a Gogo shell; the commands are in the scope rsm.")
final class ShellCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--deploy",
      paramLabel = "DIR",
      description = "Folder to drop drivers into; without it, a fresh one that goes at the end.")
  private @Nullable String deploy;

  @Option(names = "--no-drivers", description = "Start without the drivers of the distribution.")
  private boolean noDrivers;

  @SuppressWarnings("unused") // picocli looks at it
  @Mixin
  private final HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    Path home = Home.folder();
    Path chosen = deploy == null ? null : requireFolder(deploy);
    try (Container container = Container.prepare(home, chosen, true)) {
      if (chosen == null && !noDrivers) {
        dropDrivers(home, container.deploy());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("Drop driver jars into " + container.deploy());
      out.flush();
      container.start();
      container.await();
      return CommandLine.ExitCode.OK;
    }
  }

  private static Path requireFolder(String text) {
    Path folder;
    try {
      folder = Path.of(text).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw refusal(text, "no path of this system");
    }
    if (!Files.exists(folder)) {
      throw refusal(text, "does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw refusal(text, "is not a folder");
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw refusal(text, "cannot be read");
    }
    return folder;
  }

  private static Refusal refusal(String folder, String reason) {
    return new Refusal(
        "Invalid value for option '--deploy': '"
            + folder
            + "': "
            + reason
            + "; a folder that exists and can be read is needed");
  }

  private static void dropDrivers(Path home, Path deploy) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(home.resolve("drivers"))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      Files.copy(jar, deploy.resolve(jar.getFileName()));
    }
  }
}
