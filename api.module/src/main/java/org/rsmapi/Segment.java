// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What export and import segments have in common: a length, and signals.
 *
 * <p>Each segment handle counts the events that were posted to it, beginning with 0. An importer
 * posts to the exporter; the exporter posts to every import segment that is connected at that
 * moment. Nobody posts to himself, and importers do not post to each other. Events accumulate: as
 * many waits succeed as there were posts, unless a post says {@link #SIGPOST_NO_ACCUMULATE}.
 * Publishing, unpublishing and forced disconnects neither raise nor clear the counter and wake
 * nobody.
 *
 * <p><b>Memory ordering.</b> What a thread wrote through a transfer in {@linkplain
 * BarrierMode#IMPLICIT implicit} mode, or before a barrier that it closed successfully, happens
 * before the return of the wait that takes the event it posted afterwards.
 */
@ProviderType
public interface Segment extends AutoCloseable {

  /**
   * Flag of {@link #signalPost(int)}: a receiver that has an event pending drops the post. {@code
   * RSM_SIGPOST_NO_ACCUMULATE}.
   */
  int SIGPOST_NO_ACCUMULATE = 0x02;

  /**
   * Returns the size of the segment; also on a handle that is gone.
   *
   * @return bytes, greater than 0
   */
  long length();

  /**
   * Posts one event to the other side, whatever is pending there: {@link #signalPost(int)} without
   * flags.
   *
   * @throws RsmException as {@link #signalPost(int)}
   */
  default void signalPost() {
    signalPost(0);
  }

  /**
   * Posts one event to the other side ({@code rsm_intr_signal_post}). Never blocks, needs no right.
   *
   * <p>From an import segment the exporter gets it, from an export segment each import segment that
   * is connected; without importers, or unpublished, it reaches nobody and succeeds.
   *
   * <p>With {@link #SIGPOST_NO_ACCUMULATE} a receiver that has an event pending when the post
   * arrives drops it; each receiver judges for itself. Posts of one importer arrive in their order;
   * those of different importers that the exporter has not looked at yet count as arrived at once.
   *
   * @param flags {@link #SIGPOST_NO_ACCUMULATE} or 0; other bits are ignored
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment is disconnected or destroyed
   *           (POST-BAD_SEG_HNDL-01)
   *       <li>{@link RsmError#CONN_ABORTED}: import segment whose connection is broken
   *           (POST-CONN_ABORTED-01)
   *       <li>{@link RsmError#REMOTE_NODE_UNREACHABLE}: import segment, the exporting node cannot
   *           be reached and the connection is not yet broken (POST-REMOTE_NODE_UNREACHABLE-01)
   *     </ul>
   */
  void signalPost(int flags);

  /**
   * Waits for one event and takes it ({@code rsm_intr_signal_wait}).
   *
   * <p>The state of the segment does not matter: unpublished export segments and broken import
   * segments may wait. A thread that loses the race for an event goes on waiting for the rest of
   * its time. No lock is held while waiting. A virtual thread that waits gives its carrier away.
   *
   * @param timeoutMillis milliseconds; 0 returns at once; every negative value waits without limit
   * @throws RsmException with one of these codes, checked in this order:
   *     <ul>
   *       <li>{@link RsmError#BAD_SEG_HNDL}: the segment is disconnected or destroyed, before the
   *           call or while it waits (WAIT-BAD_SEG_HNDL-01, WAIT-STATE-02)
   *       <li>{@link RsmError#INTERRUPTED}: the thread is interrupted while there is no event; none
   *           is taken (WAIT-INTERRUPTED-01)
   *       <li>{@link RsmError#TIMEOUT}: no event came in time, not before the time is up
   *           (WAIT-TIMEOUT-01)
   *     </ul>
   */
  void signalWait(long timeoutMillis);

  /**
   * Obtains a reference for {@link Rsm#signalWait} ({@code rsm_memseg_get_pollfd}). Each success
   * counts and is to be given back by {@link #releasePollReference}; until then {@code destroy} and
   * {@code disconnect} are refused with {@link RsmError#POLLFD_IN_USE}.
   *
   * @return the reference
   * @throws RsmException with the code {@link RsmError#BAD_SEG_HNDL} if the segment has ended; if
   *     an export segment is not published; if the connection of an import segment is broken
   *     (GET_POLLFD-BAD_SEG_HNDL-01, -02)
   */
  PollReference getPollReference();

  /**
   * Gives one reference back ({@code rsm_memseg_release_pollfd}); without effect if none is held.
   *
   * @throws RsmException with the code {@link RsmError#BAD_SEG_HNDL} if the segment has ended
   *     (RELEASE_POLLFD-BAD_SEG_HNDL-01)
   */
  void releasePollReference();

  /**
   * Ends the segment if that has not happened yet; without effect on a handle that is gone.
   *
   * @throws RsmException as the explicit form of the segment's type says
   */
  @Override
  void close();
}
