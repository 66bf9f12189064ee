// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.time.Duration;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;

/** Counting the events of a segment. */
public final class Signals {

  /** Milliseconds that an event may take to arrive; long enough for a slow machine. */
  public static final long SOON = Limits.scaled(Duration.ofSeconds(20)).toMillis();

  private Signals() {}

  /** Takes as many events as expected, and asserts that there is none left. */
  public static void assertEvents(int expected, Segment segment) {
    for (int i = 0; i < expected; i++) {
      segment.signalWait(SOON);
    }
    assertNoEvent(segment);
  }

  /** Asserts that no event is pending. */
  public static void assertNoEvent(Segment segment) {
    RsmAssertions.assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
  }
}
