// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.util.List;
import org.rsmapi.bench.protocol.Turn;

/** How much is done. */
public enum Effort {
  /** Only to see that everything runs. */
  TRIAL(1, 1, 2, 50, 0),
  /** Below two minutes. */
  QUICK(3, 1, 10, 1, 250),
  /** Below twenty minutes. */
  FULL(7, 7, 20, 1, 1_500);

  private static final List<Long> FEW_SIZES =
      List.of(64L, 256L, 4096L, 64L << 10, 1L << 20, 64L << 20);

  private final int rounds;
  private final int roundsOfSlowOnes;
  private final int bursts;
  private final int divisor;
  private final int warmUpMillis;

  Effort(int rounds, int roundsOfSlowOnes, int bursts, int divisor, int warmUpMillis) {
    this.rounds = rounds;
    this.roundsOfSlowOnes = roundsOfSlowOnes;
    this.bursts = bursts;
    this.divisor = divisor;
    this.warmUpMillis = warmUpMillis;
  }

  /** How often each contender has its turn. */
  public int rounds() {
    return rounds;
  }

  /** The same for one that is started anew each time, which takes a second. */
  public int roundsOfSlowOnes() {
    return roundsOfSlowOnes;
  }

  /** So long a JVM compiles before it is timed, for each case. */
  public int warmUpMillis() {
    return warmUpMillis;
  }

  /** Whether there is time for everything. */
  public boolean isFull() {
    return this == FULL;
  }

  /** The sizes of a work that there is time for. */
  public List<Long> sizes(Work work) {
    if (this == TRIAL) {
      return work.sizes().subList(0, 1);
    }
    return isFull() || work.sizes().size() <= FEW_SIZES.size() ? work.sizes() : FEW_SIZES;
  }

  /** The turn of a case, timed in bursts. */
  public Turn turn(Case one, int cpu) {
    int operations = Math.max(1, one.work().operations(one.size()) / divisor);
    return new Turn(one.work().id(), one.size(), bursts, operations, cpu, false);
  }

  /** The turn of a case, each operation timed. */
  public Turn timingEach(Case one, int cpu) {
    Turn turn = turn(one, cpu);
    return new Turn(turn.work(), turn.size(), bursts, turn.operations(), cpu, true);
  }
}
