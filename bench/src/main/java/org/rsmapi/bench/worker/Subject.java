// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.io.IOException;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/** One side of a pair of processes that is measured. */
interface Subject extends AutoCloseable {

  /** What the other side has to know; one line. */
  String offer();

  /** Takes what the other side offers. */
  void accept(String offer) throws Exception;

  /** What the measuring side repeats. */
  Loop loop(Turn turn);

  /** Answers a turn of the measuring side. */
  default void respond(Turn turn) throws Exception {}

  /** Measures a turn. */
  default Answer measure(Turn turn) throws Exception {
    return Stopwatch.measure(turn, loop(turn));
  }

  @Override
  void close() throws IOException;

  /** For a subject that does not know the work. */
  static IllegalArgumentException unknown(Turn turn) {
    return new IllegalArgumentException("'" + turn.work() + "': not a work of this subject");
  }
}
