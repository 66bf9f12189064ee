// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packed program with next to no rounds: that everything runs, not how fast. */
@Timeout(300)
class BenchIT {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private static Process start(Path folder, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder,
                "-jar",
                System.getProperty("org.rsmapi.bench.jar")));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(folder.resolve("progress").toFile()).start();
  }

  @Test
  void aTrialMeasuresEveryoneWhoIsThereAndLeavesNothing(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("page.html");
    Process process =
        start(
            folder,
            List.of(
                "--trial",
                "--only",
                "ping-pong,signals,vectors,segments",
                "--json",
                "--html",
                page.toString()));
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String progress = Files.readString(folder.resolve("progress"));
      assertEquals(0, process.waitFor(), progress);
      Map<String, Object> document = JSON.std.mapFrom(output);
      Set<String> seen = contenders(document, "figures");
      seen.addAll(contenders(document, "missing"));
      assertTrue(
          seen.containsAll(
              Set.of("c", "memory-segment", "agrona", "aeron", "jucx", "ucx", "mpi", "openshmem")),
          seen.toString());
      assertTrue(contenders(document, "figures").containsAll(Set.of("rsm", "agrona", "aeron")));
      assertTrue(Files.size(page) > 100_000, "no page");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(Set.of("page.html", "progress"), names(folder, ""));
    assertEquals(Set.of(), names(SHARED_MEMORY, "rsm-bench-" + process.pid() + "-"));
    assertEquals(List.of(), workersOf(process.pid()));
  }

  @Test
  void aRunThatIsEndedLeavesNothing(@TempDir Path folder) throws Exception {
    Process process = start(folder, List.of("--only", "ping-pong"));
    try {
      await(() -> !workersOf(process.pid()).isEmpty(), "a worker");
    } finally {
      process.destroy();
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
    await(() -> workersOf(process.pid()).isEmpty(), "the end of the workers");
    assertEquals(Set.of("progress"), names(folder, ""));
    assertEquals(Set.of(), names(SHARED_MEMORY, "rsm-bench-" + process.pid() + "-"));
  }

  @Test
  void aWorkerThatIsToldToEndClosesWhatItHasOpened(@TempDir Path folder) throws Exception {
    Process process = start(folder, List.of("worker", "mapped", folder.toString()));
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        Writer out = process.outputWriter(StandardCharsets.UTF_8)) {
      String offer = in.readLine();
      assertTrue(offer.startsWith("offer "), offer);
      out.write("accept" + offer.substring(offer.indexOf(' ')) + "\n");
      out.flush();
      assertEquals("ready", in.readLine());
      out.write("end\n");
    } finally {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("progress")));
    assertEquals(Set.of("progress"), names(folder, ""));
  }

  private static void await(BooleanSupplier condition, String what) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(60), what + " did not come");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static Set<String> contenders(Map<String, Object> document, String list) {
    return ((List<?>) document.get(list))
        .stream()
            .map(each -> String.valueOf(((Map<?, ?>) each).get("contender")))
            .collect(Collectors.toSet());
  }

  private static Set<String> names(Path folder, String prefix) throws IOException {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .collect(Collectors.toSet());
    }
  }

  /** Their command lines name the folder of the run. */
  private static List<Long> workersOf(long pid) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> process.info().commandLine().orElse("").contains("rsm-bench-" + pid + "-"))
        .map(ProcessHandle::pid)
        .toList();
  }
}
