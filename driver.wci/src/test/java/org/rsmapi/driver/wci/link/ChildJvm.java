// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rsmapi.fabric.FabricName;

/** A process with {@link Child} in it; killed at the latest when it is closed. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final Writer in;

  /** Starts a process that becomes a cnode when it is told anything. */
  ChildJvm(int cnode) {
    String namespace = System.getProperty(FabricName.NAMESPACE_PROPERTY, "");
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-D" + FabricName.NAMESPACE_PROPERTY + "=" + namespace,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  Integer.toString(cnode))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = process.inputReader(StandardCharsets.US_ASCII);
    in = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /** Has processes become what they are to be, at once. */
  static void open(List<ChildJvm> children) {
    children.forEach(child -> assertEquals("ready", child.read()));
    children.forEach(child -> child.write("go"));
    children.forEach(child -> assertEquals("open", child.read()));
  }

  String tell(String command) {
    write(command);
    return read();
  }

  private void write(String command) {
    try {
      in.write(command + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read() {
    try {
      return out.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, as kill -9 does. */
  void kill() {
    process.destroyForcibly();
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
