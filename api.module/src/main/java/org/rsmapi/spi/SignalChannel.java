// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
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

  /** What the word of {@link #announceSleeper} holds while a thread sleeps on it. */
  int SLEEPING = 2;

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

  /**
   * Announces one thread that is about to sleep in the kernel, in place of {@code
   * setWaiting(true)}: a post then wakes it, and no thread of the driver stands in between. The
   * next {@link #setWaiting}, with either value, takes the place of the announcement; never blocks.
   *
   * <p>The word that is returned is shared with who posts, and holds {@link #SLEEPING} now. The
   * library takes once more, then sleeps by {@code FUTEX_WAIT}, in slices, while the word holds
   * that. Who posts looks at the word after the event is counted; if it holds {@link #SLEEPING}, he
   * exchanges it for another value and calls {@code FUTEX_WAKE}, both without {@code
   * FUTEX_PRIVATE_FLAG}. The library does the same to end a sleep for reasons of its own.
   *
   * <p>A driver that may return a word calls {@link SignalListener#signalsArrived} when it would
   * not do so any more, since there are more connections now, and wakes the thread before other
   * memory takes the place of the word. No object of the driver is reachable from the word, and it
   * stays accessible as long as it is reachable, as {@link DriverImport#window} does.
   *
   * @return four bytes, aligned; or null, without an announcement, if the library is to wait until
   *     it is told of arrivals
   */
  default @Nullable MemorySegment announceSleeper() {
    return null;
  }

  /**
   * Tells whether {@link #takeArrived} may find something; never blocks, takes nothing, needs no
   * lock. The library asks this of a channel at which it looks again and again.
   *
   * @return false if there is certainly nothing
   */
  default boolean mayHaveArrived() {
    return true;
  }

  /**
   * Takes the event that has arrived, if there is one only and it accumulates; never blocks. Any
   * thread may call this, also during {@link #takeArrived}: it spares the library its lock where
   * events come one by one.
   *
   * @return false if nothing was taken, for whatever reason
   */
  default boolean takeSingle() {
    return false;
  }
}
