// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/** Somebody who does a work, to be compared with the others. */
public interface Contender extends AutoCloseable {

  /** Whether it can do that. */
  boolean knows(Case one);

  /** Whether it gets better in its first turns. */
  boolean warmsUp();

  /** Whether to start it takes longer than the work. */
  boolean isSlow();

  /** Whether it can time each operation. */
  boolean timesEach();

  /**
   * Does a turn.
   *
   * @param turn for the side that measures
   * @param otherCpu for the side that answers
   * @throws Failure if there is no answer
   */
  Answer take(Turn turn, int otherCpu);

  @Override
  void close();
}
