// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of its own in a JVM of its own, with the streams of this one. */
final class JavaProgram {

  private final List<String> command = new ArrayList<>();

  /** Begins the command line, with the Java that runs this program. */
  JavaProgram(List<String> arguments) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-UsePerfData"); // those would be a file in the folder for temporary files
    command.addAll(arguments);
  }

  /** Adds to the command line. */
  JavaProgram with(List<String> arguments) {
    command.addAll(arguments);
    return this;
  }

  /** Runs it and returns its exit code. A signal for this process alone is for the program, too. */
  int run() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "rsm-program"));
    return process.waitFor();
  }

  /** The program may have something to say before it ends. */
  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      Runtime.getRuntime().halt(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
