// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import org.rsmapi.bench.protocol.Turn;

/** Two processes in turns: each waits for the number of the turn, then sends the next. */
abstract class TurnTaking implements Subject {

  /** Goes on through all turns, since memory keeps the last value. */
  private long number;

  /** Sends as many bytes, the last eight of which are the number. */
  abstract void send(long size, long turnNumber) throws Exception;

  /** Waits until the same number has come behind as many bytes. */
  abstract void await(long size, long turnNumber) throws Exception;

  @Override
  public Loop loop(Turn turn) {
    long size = turn.size();
    return operations -> {
      for (long i = 0; i < operations; i++) {
        number++;
        send(size, number);
        await(size, number);
      }
    };
  }

  @Override
  public void respond(Turn turn) throws Exception {
    long size = turn.size();
    for (long i = turn.answers(); i > 0; i--) {
      number++;
      await(size, number);
      send(size, number);
    }
  }
}
