// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rsmapi.tck.broken.BrokenDriver;

/** The standalone jar, started as a user starts it. */
final class PackedTck {

  private static final long LIMIT_SECONDS = 120;

  private final Path directory;
  private String broken = "";

  /** Works in a directory of its own, where also its output goes. */
  PackedTck(Path directory) {
    this.directory = directory;
  }

  /** A run that has ended. */
  record Run(int exit, String out, String err) {

    /** What {@code --json} has printed. */
    Map<String, Object> json() throws IOException {
      return JSON.std.mapFrom(out);
    }
  }

  /** Has {@link BrokenDriver} do harm. */
  PackedTck broken(String words) {
    broken = words;
    return this;
  }

  Run run(String... options) throws Exception {
    return finish(start(options));
  }

  Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-UsePerfData");
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
    if (!broken.isEmpty()) {
      command.add("-D" + BrokenDriver.PROPERTY + "=" + broken);
    }
    command.addAll(List.of("-jar", System.getProperty("org.rsmapi.tck.standalone")));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  /** Waits for the end; nothing of the run may be left. */
  Run finish(Process process) throws Exception {
    Set<ProcessHandle> seen = ConcurrentHashMap.newKeySet();
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(seen::add);
        assertTrue(System.nanoTime() - deadline < 0, "the run does not end");
      }
      for (ProcessHandle started : seen) {
        boolean ended = awaitEnd(started);
        assertTrue(ended, () -> "left: " + started.info());
      }
      try (var left = Files.list(directory.resolve("tmp"))) {
        List<String> names = left.map(Path::toString).toList();
        assertTrue(names.isEmpty(), names.toString());
      }
      return new Run(
          process.exitValue(),
          Files.readString(directory.resolve("out")),
          Files.readString(directory.resolve("err")));
    } finally {
      Set<ProcessHandle> all = process.descendants().collect(Collectors.toSet());
      all.addAll(seen);
      process.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static boolean awaitEnd(ProcessHandle process) throws Exception {
    ProcessHandle ended = process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return !ended.isAlive();
  }
}
