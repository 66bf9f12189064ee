// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.time.Duration;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;

/** Counting the events of a segment. */
public final class Signals {

  private Signals() {}

  /** Returns the milliseconds that an event may take to arrive; enough for a slow machine. */
  public static long soon() {
    return Limits.scaled(Duration.ofSeconds(20)).toMillis();
  }

  /** Takes as many events as expected, and asserts that there is none left. */
  public static void assertEvents(int expected, Segment segment) {
    for (int i = 0; i < expected; i++) {
      segment.signalWait(soon());
    }
    assertNoEvent(segment);
  }

  /** Asserts that no event is pending. */
  public static void assertNoEvent(Segment segment) {
    RsmAssertions.assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
  }
}
