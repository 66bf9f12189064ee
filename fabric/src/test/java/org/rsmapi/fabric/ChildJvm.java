// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A second process, with {@link Child} in it; killed at the latest when it is closed. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private ChildJvm(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = process.inputReader(StandardCharsets.US_ASCII);
    in = process.outputWriter(StandardCharsets.US_ASCII);
    assertEquals("ready", readLine());
  }

  static ChildJvm start(FabricName name) {
    return start(name, System.getProperty("java.class.path"), List.of());
  }

  /** Starts it through another program, which gets the command line behind its own. */
  static ChildJvm start(FabricName name, String classPath, List<String> through) {
    return start(name, classPath, through, "64m");
  }

  /** Starts it with a hard limit of descriptors. */
  static ChildJvm limited(FabricName name, String classPath, int descriptors) {
    // Through sh(1), which replaces itself, so that the process is the JVM.
    String limit = "ulimit -n " + descriptors + " && exec \"$@\"";
    return start(name, classPath, List.of("sh", "-c", limit, "sh"), "256m");
  }

  private static ChildJvm start(
      FabricName name, String classPath, List<String> through, String heap) {
    List<String> command = new ArrayList<>(through);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classPath, Child.class.getName()));
    command.addAll(List.of(name.fabric(), Long.toString(name.node())));
    return new ChildJvm(command);
  }

  /** Has it do something; returns what it answers. */
  String tell(String command) {
    try {
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return readLine();
  }

  private String readLine() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, as kill -9 does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends a signal, by kill(1). */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
    if (name.equals("STOP")) {
      awaitStopped();
    }
  }

  /** kill returns before every thread has stopped; one that still runs could answer. */
  private void awaitStopped() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isStopped()) {
      assertTrue(System.nanoTime() - deadline < 0, "the process does not stop");
      Thread.onSpinWait();
    }
  }

  private boolean isStopped() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        // "id (name) state ...", and a name may have blanks and brackets.
        String stat = Files.readString(task.resolve("stat"));
        if (!stat.substring(stat.lastIndexOf(')')).startsWith(") T")) {
          return false;
        }
      }
      return true;
    } catch (NoSuchFileException e) {
      return false; // a thread has ended meanwhile
    }
  }

  @Override
  public void close() {
    try {
      in.close(); // the end of its input ends it
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
