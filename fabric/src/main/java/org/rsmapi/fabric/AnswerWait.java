// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.TimeUnit;

/**
 * The calling thread waits in the kernel for the answer of an exporter. An interrupt ends that:
 * what the JDK offers for it is to be a channel, which an interrupt closes. So does the end of the
 * attempt, since both shut the socket down, which is not needed any more then.
 */
final class AnswerWait extends AbstractInterruptibleChannel {

  private final Connection connection;
  private final Attempt<?> attempt;

  AnswerWait(Connection connection, Attempt<?> attempt) {
    this.connection = connection;
    this.attempt = attempt;
  }

  /**
   * Waits until the attempt is over.
   *
   * @param reader is called when there may be something to read, and ends the attempt with it
   */
  void run(Runnable reader, long limitSeconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
    while (!attempt.isOver()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw attempt.silent();
      }
      await((int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
      reader.run();
    }
  }

  private void await(int timeoutMillis) {
    boolean done = false;
    try {
      try {
        begin();
        connection.socket().awaitReadable(timeoutMillis);
        done = true;
      } finally {
        end(done);
      }
    } catch (ClosedChannelException e) {
      throw attempt.interrupted(e);
    }
  }

  @Override
  protected void implCloseChannel() {
    connection.shutDown();
  }
}
