// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;

/** A process that is a node of the network, and publishes a page if it is told so. */
public final class NodeProcess implements AutoCloseable {

  /** A property of the process: the id that it publishes its page under. */
  static final String PUBLISH = "wci.test.publish";

  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  /** The process itself: it is a node until its input ends. */
  public static void main(String[] arguments) throws IOException {
    try (Rsm rsm = Rsm.load();
        RsmController controller = rsm.controller("wrsm0");
        Arena arena = Arena.ofShared()) {
      Long id = Long.getLong(PUBLISH);
      if (id != null) {
        controller
            .createExport(controller.allocate(Cmmu.PAGE, arena), Cmmu.PAGE)
            .publish(SegmentId.of(id), null);
      }
      System.out.println("node " + controller.localNode());
      while (System.in.read() >= 0) {
        // Nothing is said.
      }
    }
  }

  /** Starts one, and returns when it is a node. */
  public static NodeProcess start(Map<String, String> properties) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName()));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String line = process.inputReader().readLine();
      if (line == null || !line.startsWith("node ")) {
        throw new IllegalStateException("no node: " + line);
      }
      return new NodeProcess(process);
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

  @Override
  public void close() {
    try {
      process.getOutputStream().close(); // the end of its input ends it
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
