// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * The entries of the memory management unit that shows exported pages to other nodes: one for each
 * page, and two more for each segment, for its small puts and its barriers.
 */
final class Cmmu {

  /** What hardware is used with: 4 GiB. */
  static final long ENTRIES = 0x8_0000;

  /** The size of a page. */
  static final long PAGE = 8 << 10;

  private static final long PER_SEGMENT = 2;

  private final long entries;
  private final AtomicLong free;

  Cmmu(long entries) {
    this.entries = entries;
    this.free = new AtomicLong(entries);
  }

  /** Returns how many entries there are. */
  long entries() {
    return entries;
  }

  /** Returns how many entries are not in use. */
  long free() {
    return free.get();
  }

  /** Returns how many entries a published segment takes. */
  static long needed(long byteSize) {
    return byteSize == 0 ? 0 : (byteSize + PAGE - 1) / PAGE + PER_SEGMENT;
  }

  /** Takes entries, all or none. */
  void take(long count) {
    long present = free.get();
    while (present >= count) {
      if (free.compareAndSet(present, present - count)) {
        return;
      }
      present = free.get();
    }
    throw new RsmException(
        RsmError.INSUFFICIENT_RESOURCES,
        "publish",
        "the segment takes " + count + " CMMU entries, and " + present + " are free");
  }

  /** Gives entries back. */
  void give(long count) {
    free.addAndGet(count);
  }
}
