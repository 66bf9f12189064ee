// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.spi.SignalChannel;

/**
 * The driver's channel of one {@link SignalCounter}, as long as there is one. Waiting has no code
 * for what it throws, and goes on: that is told once, since the channel is asked often.
 *
 * <p>Guarded by the lock of the counter, except what says that it needs none.
 */
final class ContainedChannel {

  private final String operation;
  private volatile @Nullable SignalChannel channel;
  private boolean failed;

  ContainedChannel(String operation) {
    this.operation = operation;
  }

  void attach(SignalChannel source) {
    channel = source;
  }

  void detach() {
    channel = null;
  }

  /** Returns how many events there are more than those that are pending. */
  long takeArrived(long pending) {
    SignalChannel source = channel;
    if (source != null) {
      try {
        return Math.max(0, source.takeArrived(pending));
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    return 0;
  }

  void setWaiting(boolean waiting) {
    SignalChannel source = channel;
    if (source != null) {
      try {
        source.setWaiting(waiting);
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
  }

  /** Returns the word to sleep on, if there is one. */
  @Nullable MemorySegment announceSleeper() {
    SignalChannel source = channel;
    if (source != null) {
      try {
        return source.announceSleeper();
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    return null;
  }

  /** By any thread, without a lock. */
  boolean mayHaveArrived() {
    SignalChannel source = channel;
    try {
      return source != null && source.mayHaveArrived();
    } catch (RuntimeException | Error e) {
      return true; // the look that follows tells
    }
  }

  /** By any thread, without a lock. */
  boolean takeSingle() {
    SignalChannel source = channel;
    try {
      return source != null && source.takeSingle();
    } catch (RuntimeException | Error e) {
      return false; // the look that follows tells
    }
  }

  private void failed(Throwable thrown) {
    if (!failed) {
      failed = true;
      DriverFailure.contained(operation, thrown);
    }
  }
}
