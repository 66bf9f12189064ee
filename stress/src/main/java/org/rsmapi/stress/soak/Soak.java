// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs workers, kills one now and then, and tells how it went. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Random operations in several processes, killed (-9) and started anew at random.",
      "Ends with 0 if no operation ended otherwise than it may, all data was whole, and nothing was"
          + " left behind."
    })
public final class Soak implements Callable<Integer> {

  private static final long PROGRESS_SECONDS = 10;

  @Option(names = "--seconds", defaultValue = "600", description = "how long; default 600")
  private long seconds;

  @Option(names = "--processes", defaultValue = "4", description = "how many; default 4")
  private int processes;

  @Option(names = "--threads", defaultValue = "4", description = "in each process; default 4")
  private int threads;

  @Option(
      names = "--kill-seconds",
      defaultValue = "3",
      description = "one process is killed in so many seconds; 0: none; default 3")
  private int killSeconds;

  @Option(names = "--seed", description = "of the random numbers; default: one of the clock")
  private @Nullable Long seed;

  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong successes = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private volatile @Nullable String failure;

  /** For picocli. */
  public Soak() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 1 || processes < 1 || threads < 1 || threads > 256 || killSeconds < 0) {
      System.err.println(
          "soak: seconds, processes and threads must be 1 or more, threads 256 or less");
      return 2;
    }
    long chosen = seed == null ? System.nanoTime() : seed;
    System.out.println("soak: seed " + chosen + ", " + seconds + " s");
    SplittableRandom random = new SplittableRandom(chosen);
    List<Process> workers = new ArrayList<>();
    int kills = 0;
    try {
      for (int i = 0; i < processes; i++) {
        workers.add(start(i, random.nextLong()));
      }
      long start = System.nanoTime();
      long nextKill = killSeconds;
      long nextWord = PROGRESS_SECONDS;
      long now = 0;
      while (now < seconds && failure == null) {
        TimeUnit.SECONDS.sleep(1);
        now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        if (killSeconds > 0 && now >= nextKill) {
          int victim = random.nextInt(processes);
          replace(workers, victim, random.nextLong());
          kills++;
          nextKill = now + 1 + random.nextInt(2 * killSeconds);
        }
        if (now >= nextWord) {
          System.out.println("soak: " + now + " s, " + figures(kills));
          nextWord += PROGRESS_SECONDS;
        }
      }
      end(workers);
    } finally {
      workers.forEach(Process::destroyForcibly);
    }
    System.out.println("soak: " + (failure == null ? "passed, " : "FAILED, ") + figures(kills));
    return failure == null ? 0 : 1;
  }

  private String figures(int kills) {
    return rounds
        + " rounds, "
        + successes
        + " successes, "
        + refusals
        + " refusals, "
        + kills
        + " kills";
  }

  private Process start(int index, long workerSeed) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process worker =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dorg.rsmapi.fabric.namespace=soak-" + ProcessHandle.current().pid(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.rsmapi.stress.Main",
                "soak-worker",
                Integer.toString(index),
                Integer.toString(processes),
                Integer.toString(threads),
                Long.toString(workerSeed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread ignored =
        Thread.ofVirtual()
            .name("soak-worker-" + index)
            .start(() -> read(worker, index, workerSeed));
    return worker;
  }

  private void read(Process worker, int index, long workerSeed) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        String[] words = line.split(" ", 5);
        if (words[0].equals("round")) {
          rounds.incrementAndGet();
          successes.addAndGet(Long.parseLong(words[2]));
          refusals.addAndGet(Long.parseLong(words[3]));
        } else {
          failure = line;
          System.err.println("soak: worker " + index + ", seed " + workerSeed + ": " + line);
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      // It was killed in the middle of a line.
    }
  }

  private void replace(List<Process> workers, int victim, long workerSeed)
      throws IOException, InterruptedException {
    Process killed = workers.get(victim);
    Process gone = killed.destroyForcibly();
    int ignored = gone.waitFor();
    workers.set(victim, start(victim, workerSeed));
  }

  /** Lets the workers finish their rounds. */
  private void end(List<Process> workers) throws IOException, InterruptedException {
    for (Process worker : workers) {
      worker.getOutputStream().close();
    }
    for (Process worker : workers) {
      if (!worker.waitFor(2, TimeUnit.MINUTES)) {
        failure = "a worker does not end";
        System.err.println("soak: worker " + worker.pid() + " does not end");
      } else if (worker.exitValue() != 0) {
        failure = "a worker ended with " + worker.exitValue();
      }
    }
  }
}
