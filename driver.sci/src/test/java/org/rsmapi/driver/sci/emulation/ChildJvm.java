// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rsmapi.fabric.FabricName;

/** A second process, with {@link Child} in it; killed at the latest when it is closed. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  private ChildJvm(String node) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-D"
                + FabricName.NAMESPACE_PROPERTY
                + "="
                + System.getProperty(FabricName.NAMESPACE_PROPERTY),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            node);
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = process.inputReader(StandardCharsets.US_ASCII);
    in = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** Starts a process that will be a node. */
  static ChildJvm start(String node) {
    return new ChildJvm(node);
  }

  /** Starts a process that is a node. */
  static ChildJvm as(int node) {
    ChildJvm child = new ChildJvm(Integer.toString(node));
    child.awaitReady();
    assertEquals(Integer.toString(node), child.tell("go"));
    return child;
  }

  void awaitReady() {
    assertEquals("ready", read());
  }

  long pid() {
    return process.pid();
  }

  /** Has it do something; returns what it answers. */
  String tell(String command) {
    write(command);
    return read();
  }

  void write(String command) {
    try {
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read() {
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

  /** Sends a signal, by kill(1). One that is told to stop has stopped on return. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertEquals(0, kill.waitFor());
    if (name.equals("STOP")) {
      Host.await("each thread stops", this::isStopped);
    }
  }

  private boolean isStopped() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      for (Path task : tasks.toList()) {
        // "id (name) state ...", and a name may have blanks and brackets.
        String stat = Files.readString(task.resolve("stat"));
        if (!stat.substring(stat.lastIndexOf(')')).startsWith(") T")) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
