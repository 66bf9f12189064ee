// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import org.jspecify.annotations.Nullable;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;

/**
 * The poll references that one segment has handed out and not got back. Guarded by the segment's
 * lock; that the segment ends needs no word to this object, since its {@link SignalCounter} ends.
 */
final class PollReferences {

  private final Segment segment;
  private final SignalCounter signals;
  private long held;
  private @Nullable SegmentReference current;

  PollReferences(Segment segment, SignalCounter signals) {
    this.segment = segment;
    this.signals = signals;
  }

  PollReference get() {
    SegmentReference reference = current;
    if (reference == null) {
      reference = new SegmentReference(segment, signals);
      current = reference;
    }
    held++;
    return reference;
  }

  /** Takes one off; with the last one, those handed out so far are no longer valid. */
  void release() {
    if (held == 0) {
      return;
    }
    held--;
    SegmentReference reference = current;
    if (held == 0 && reference != null) {
      current = null;
      signals.invalidate(reference);
    }
  }

  void checkNone(String operation) {
    if (held > 0) {
      throw new RsmException(
          RsmError.POLLFD_IN_USE,
          operation,
          "poll references=" + held + "; release as many, or use close");
    }
  }
}
