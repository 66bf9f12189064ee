// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory of one length at several addresses.
 *
 * <p>Some processors guess by a few bits of an address where in the cache its data is, and are two
 * or three times as slow where the bits of source and target agree. Whether they do is up to where
 * the system maps what, so that of two contenders one may be slow for the whole life of its
 * process. With another place for each burst that is so for few bursts, which the median leaves
 * out.
 */
final class Places {

  private static final long PAGE = 4096;

  /** Bytes from one to the next: pages enough for all that fits into the fastest cache. */
  private static final long STEP = 8 * PAGE;

  /** Of so few no two have the same bits, so that seldom more than one is slow with a target. */
  private static final int COUNT = 16;

  private final MemorySegment memory;
  private final long length;
  private int next;

  Places(Arena arena, long length) {
    this.memory = arena.allocate(length + (COUNT - 1) * STEP, PAGE).fill((byte) 1);
    this.length = length;
  }

  /** The one that comes first. */
  MemorySegment first() {
    return memory.asSlice(0, length);
  }

  /** The next one, in turn. */
  MemorySegment next() {
    next = (next + 1) % COUNT;
    return memory.asSlice(next * STEP, length);
  }
}
