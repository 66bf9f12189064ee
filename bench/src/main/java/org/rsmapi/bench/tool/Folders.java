// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rsmapi.bench.harness.Child;

/** Folders of one run, deleted at its end. */
final class Folders implements AutoCloseable {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path programs;
  private final Path files;

  /** Programs cannot be started from everywhere, and files should not reach a disk. */
  Folders() throws IOException {
    // The process is named, so that whoever finds a folder can tell whether it is in use.
    String prefix = "rsm-bench-" + ProcessHandle.current().pid() + "-";
    programs = Files.createTempDirectory(prefix);
    files =
        Files.isWritable(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, prefix)
            : Files.createDirectory(programs.resolve("files"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::abandon, "folders"));
  }

  Path programs() {
    return programs;
  }

  Path files() {
    return files;
  }

  /** Whoever still runs would go on writing there. */
  private void abandon() {
    Child.endAll();
    close();
  }

  @Override
  public void close() {
    delete(files);
    delete(programs);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("rsm bench: cannot delete " + folder + ": " + e.getMessage());
    }
  }
}
