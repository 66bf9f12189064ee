// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * One source in a wait for several, and the mark whether it was ready: a segment, a channel of NIO,
 * or a descriptor of the operating system.
 *
 * <p><b>Threads.</b> An entry may be used by one wait at a time; the marks are written by the
 * thread that waits.
 *
 * <p>Source: {@code struct pollfd}; rsm_intr_signal_wait_pollfd(3RSM).
 */
public final class PollEntry {

  /** There is something to read. {@code POLLIN} of poll(2). */
  public static final int POLLIN = 0x0001;

  /** Writing does not block. {@code POLLOUT} of poll(2). */
  public static final int POLLOUT = 0x0004;

  private final @Nullable PollReference reference;
  private final @Nullable SelectableChannel channel;
  private final int descriptor;
  private final int events;
  private int readyEvents;

  private PollEntry(
      @Nullable PollReference reference,
      @Nullable SelectableChannel channel,
      int descriptor,
      int events) {
    this.reference = reference;
    this.channel = channel;
    this.descriptor = descriptor;
    this.events = events;
  }

  /**
   * Makes an entry for a segment; it is ready when an event is pending, and the wait takes one.
   *
   * @param reference of the segment; null is refused by the wait
   * @return the entry
   */
  public static PollEntry of(@Nullable PollReference reference) {
    return new PollEntry(reference, null, -1, POLLIN);
  }

  /**
   * Makes an entry for a channel; nothing is taken from it.
   *
   * @param channel open, and in non-blocking mode; null is refused by the wait
   * @param interestOps operations of {@link java.nio.channels.SelectionKey} that the channel has
   * @return the entry
   */
  public static PollEntry of(@Nullable SelectableChannel channel, int interestOps) {
    return new PollEntry(null, channel, -1, interestOps);
  }

  /**
   * Makes an entry for a descriptor of this process, for example an eventfd, a pipe or a socket;
   * nothing is taken from it. It must stay open while a wait uses it.
   *
   * @param descriptor its number, not negative
   * @param events {@link #POLLIN}, {@link #POLLOUT}, or both
   * @return the entry
   */
  public static PollEntry ofDescriptor(int descriptor, int events) {
    return new PollEntry(null, null, descriptor, events);
  }

  /**
   * Returns the poll reference.
   *
   * @return null if this entry is not for a segment
   */
  public @Nullable PollReference reference() {
    return reference;
  }

  /**
   * Returns the channel.
   *
   * @return null if this entry is not for a channel
   */
  public @Nullable SelectableChannel channel() {
    return channel;
  }

  /**
   * Returns the descriptor.
   *
   * @return -1 if this entry is not for a descriptor
   */
  public int descriptor() {
    return descriptor;
  }

  /**
   * Returns what is waited for.
   *
   * @return operations of a selection key for a channel, else bits of poll(2)
   */
  public int events() {
    return events;
  }

  /**
   * Tells whether the last wait found this entry ready.
   *
   * @return false before the first wait and after one that failed
   */
  public boolean isReady() {
    return readyEvents != 0;
  }

  /**
   * Returns what the last wait found.
   *
   * @return {@link #POLLIN} for a segment; ready operations for a channel; for a descriptor what
   *     poll(2) reports, errors and hang-ups included; 0 if the entry was not ready
   */
  public int readyEvents() {
    return readyEvents;
  }

  /**
   * Sets the mark; for the library.
   *
   * @param ready as {@link #readyEvents} says
   */
  public void setReadyEvents(int ready) {
    readyEvents = ready;
  }
}
