// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The signals of one export or import: the driver carries them, the library counts them and waits.
 *
 * <p>An event is handed over exactly once, by {@link #takeArrived}. A waiting thread first takes,
 * then announces with {@link #setWaiting} that it is about to block, then takes again; from the
 * announcement on the driver calls {@link SignalListener#signalsArrived} for each arrival, or once
 * for several. So a driver spares the wake-up while nobody waits, and none is missed.
 */
@ConsumerType
public interface SignalChannel {

  /**
   * Posts one event to the other side; never blocks. An export posts to every import connected at
   * that moment and leaves out those it cannot reach.
   *
   * @param accumulate false if a receiver that has an event pending is to drop the post
   * @throws org.rsmapi.RsmException from an import, with {@link org.rsmapi.RsmError#CONN_ABORTED}
   *     or {@link org.rsmapi.RsmError#REMOTE_NODE_UNREACHABLE}
   */
  void post(boolean accumulate);

  /**
   * Takes the events that arrived since the last call; never blocks. Also after the connection
   * broke, so that no event is lost. The library calls it before it takes an event off its own
   * count, one thread at a time, so that posts that do not accumulate are judged by what was
   * pending when they arrived.
   *
   * @param pending how many events the library counts now
   * @return how many more there are, 0 or more
   */
  long takeArrived(long pending);

  /**
   * Tells whether any thread is waiting, or about to; never blocks.
   *
   * @param waiting false if arrivals need not be told
   */
  void setWaiting(boolean waiting);
}
