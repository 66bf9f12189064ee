// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** A store that is waited for by a load from the same place. */
final class RoundTrip {

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private RoundTrip() {}

  /** Several may be under way in the same place: what is loaded is of no interest. */
  static void over(MemorySegment page, long offset) {
    LONG.setVolatile(page, offset, offset);
    long ignored = (long) LONG.getVolatile(page, offset);
  }
}
