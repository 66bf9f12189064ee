// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.rsmapi.ExportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;

/**
 * A process that answers each event by one: as importer of a segment, or as exporter of one that it
 * tells the id of. It ends with its input.
 */
final class EchoPeer implements AutoCloseable {

  private static final long LENGTH = 1 << 16;

  private final Process process;
  private final long line;

  private EchoPeer(long id) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EchoPeer.class.getName(),
                Long.toString(id))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
    line = Long.parseLong(out.readLine());
  }

  /** Returns once it has connected. */
  static EchoPeer importing(SegmentId id) throws IOException {
    return new EchoPeer(id.value());
  }

  /** Returns once it has published. */
  static EchoPeer exporting() throws IOException {
    return new EchoPeer(0);
  }

  SegmentId id() {
    return SegmentId.of(line);
  }

  public static void main(String[] arguments) throws IOException {
    SegmentId id = SegmentId.of(Long.parseLong(arguments[0]));
    try (Arena arena = Arena.ofShared();
        Rsm rsm = Rsm.load()) {
      RsmController controller = rsm.controller(null);
      Segment segment;
      if (id.value() == 0) {
        ExportSegment exported =
            controller.createExport(controller.allocate(LENGTH, arena), LENGTH);
        id = exported.publish(SegmentId.ANY, null);
        segment = exported;
      } else {
        segment = controller.connect(controller.localNode(), id, Permission.RDWR);
      }
      Thread.ofPlatform().daemon().start(() -> echo(segment));
      System.out.println(id.value());
      while (System.in.read() >= 0) {
        // what is said does not matter
      }
    }
  }

  private static void echo(Segment segment) {
    try {
      while (true) {
        segment.signalWait(-1);
        segment.signalPost();
      }
    } catch (RsmException e) {
      // the segment has ended
    }
  }

  /** As kill -9 does. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      process.outputWriter(StandardCharsets.US_ASCII).close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
