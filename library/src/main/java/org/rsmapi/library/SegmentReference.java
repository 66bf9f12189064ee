// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import org.rsmapi.PollReference;
import org.rsmapi.Segment;

/**
 * What a segment hands out while its count of poll references is above 0; the next time it is a new
 * one.
 */
final class SegmentReference implements PollReference {

  private final Segment segment;
  private final SignalCounter signals;
  private volatile boolean released;

  SegmentReference(Segment segment, SignalCounter signals) {
    this.segment = segment;
    this.signals = signals;
  }

  @Override
  public Segment segment() {
    return segment;
  }

  SignalCounter signals() {
    return signals;
  }

  boolean isValid() {
    return !released && !signals.isEnded();
  }

  /** Under the lock of the counter, so that no event is taken from then on. */
  void invalidate() {
    released = true;
  }

  @Override
  public String toString() {
    return "PollReference[" + segment + (isValid() ? "]" : ", no longer valid]");
  }
}
