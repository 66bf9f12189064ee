// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/** Times bursts of an operation, or each operation. */
final class Stopwatch {

  /** So long a waiter is left alone, that it is blocked before it is woken. */
  private static final long PAUSE_NANOS = 200_000;

  private Stopwatch() {}

  static Answer measure(Turn turn, Loop loop) throws Exception {
    boolean paused = turn.work().equals("signal-blocked");
    Histogram histogram = Answer.newHistogram();
    List<Double> means = new ArrayList<>();
    for (int burst = -Turn.WARM_UP_BURSTS; burst < turn.bursts(); burst++) {
      Histogram counts = burst < 0 ? Answer.newHistogram() : histogram;
      long busy =
          paused || turn.each()
              ? timeEach(turn.operations(), loop, paused, counts)
              : timeAll(turn.operations(), loop);
      if (burst >= 0) {
        means.add((double) busy / turn.operations());
      }
    }
    return turn.each() ? new Answer.Counts(histogram) : new Answer.Values(means);
  }

  private static long timeAll(int operations, Loop loop) throws Exception {
    long begin = System.nanoTime();
    loop.run(operations);
    return System.nanoTime() - begin;
  }

  private static long timeEach(int operations, Loop loop, boolean paused, Histogram counts)
      throws Exception {
    long busy = 0;
    for (int i = 0; i < operations; i++) {
      if (paused) {
        pause();
      }
      long begin = System.nanoTime();
      loop.run(1);
      long took = System.nanoTime() - begin;
      counts.recordValue(took);
      busy += took;
    }
    return busy;
  }

  /** Stays awake: only the other side is to be blocked. */
  private static void pause() {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PAUSE_NANOS) {
      Thread.onSpinWait();
    }
  }
}
