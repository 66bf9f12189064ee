// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.LinuxConstants.RLIMIT_NOFILE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.fabric.linux.Libc;

/** How many descriptors of memory may stand in the table; the others go to the store. */
final class DescriptorLimit {

  /** So much of the table is for memory; the rest is for sockets and for the application. */
  private static final long SHARE = 8;

  private static final AtomicLong STANDING = new AtomicLong();

  private DescriptorLimit() {}

  /** Asks for a place in the table. */
  static boolean enter() {
    if (STANDING.incrementAndGet() <= tableSize() / SHARE) {
      return true;
    }
    STANDING.decrementAndGet();
    return false;
  }

  static void leave() {
    STANDING.decrementAndGet();
  }

  /** It may change while the process runs (prlimit(1)). */
  private static long tableSize() {
    try (Arena arena = Arena.ofConfined()) {
      // struct rlimit: now, at most
      MemorySegment limit = arena.allocate(ValueLayout.JAVA_LONG, 2);
      int result = Libc.get().getrlimit(RLIMIT_NOFILE, limit);
      long now = limit.get(ValueLayout.JAVA_LONG, 0);
      return result < 0 || now < 0 ? Long.MAX_VALUE : now;
    }
  }
}
