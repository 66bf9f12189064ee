// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.rsmapi.Rsm;

/**
 * A process of a soak: rounds of a few seconds, after each of which it must hold no more than
 * before. It ends when its standard input does.
 */
public final class SoakWorker {

  private static final int MOST_SECONDS = 5;

  private SoakWorker() {}

  /** Arguments: process, processes, threads, seed. */
  public static void main(String[] args) throws InterruptedException {
    WorkerSetup setup =
        new WorkerSetup(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    SplittableRandom random = new SplittableRandom(Long.parseLong(args[3]));
    Thread parent = Thread.ofPlatform().daemon().start(SoakWorker::awaitEndOfInput);
    Holdings before = null;
    for (int round = 0; parent.isAlive(); round++) {
      Outcomes outcomes = new Outcomes();
      try {
        round(setup, random, outcomes);
      } catch (ExecutionException e) {
        System.out.println("FAILED");
        e.printStackTrace();
        System.exit(1);
      }
      System.gc(); // unreachable windows are unmapped
      Holdings after = settled(before);
      System.out.println("round " + round + " " + outcomes.successes() + " " + outcomes.refusals());
      if (before == null) {
        before = after; // the first round loads classes, which open jars
      } else if (isMore(after, before)) {
        System.out.println("FAILED");
        System.err.println("held before: " + before + ", after: " + after);
        System.exit(1);
      }
    }
  }

  private static void awaitEndOfInput() {
    try {
      while (System.in.read() >= 0) {}
    } catch (java.io.IOException e) {
      // The end, too.
    }
  }

  private static void round(WorkerSetup setup, SplittableRandom random, Outcomes outcomes)
      throws InterruptedException, ExecutionException {
    long endNanos =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000 * random.nextLong(1, MOST_SECONDS));
    try (Rsm rsm = Rsm.load();
        ExecutorService threads = Executors.newFixedThreadPool(setup.threads())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < setup.threads(); i++) {
        running.add(
            threads.submit(new SoakThread(rsm, setup, i, endNanos, random.nextLong(), outcomes)));
      }
      for (Future<?> thread : running) {
        thread.get();
      }
    }
  }

  private static boolean isMore(Holdings after, Holdings before) {
    return after.descriptors() > before.descriptors()
        || after.threads() > before.threads()
        || after.mappings().size() > before.mappings().size();
  }

  /** Looks again while there is more than before: the collector of garbage takes its time. */
  private static Holdings settled(@org.jspecify.annotations.Nullable Holdings before)
      throws InterruptedException {
    Holdings now = Holdings.now();
    for (int i = 0; i < 50 && before != null && isMore(now, before); i++) {
      System.gc();
      Thread.sleep(100);
      now = Holdings.now();
    }
    return now;
  }
}
