// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;

/**
 * {@code struct epoll_event} of {@code sys/epoll.h}: packed on x86-64 only.
 *
 * <pre>
 *   x86-64            aarch64
 *   0  u32 events     0  u32 events
 *   4  u64 data       8  u64 data
 *   12 size           16 size
 * </pre>
 */
public final class EpollEvent {

  private static final boolean PACKED =
      Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  private static final long DATA = PACKED ? 4 : 8;
  private static final long SIZE = PACKED ? 12 : 16;

  private EpollEvent() {}

  /** Allocates room for events. */
  public static MemorySegment allocate(Arena arena, int count) {
    return arena.allocate(count * SIZE, 8);
  }

  /** Fills in the first event. */
  public static void set(MemorySegment event, int events, long data) {
    event.set(ValueLayout.JAVA_INT, 0, events);
    event.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA, data);
  }

  /** Returns the data of an event. */
  public static long data(MemorySegment events, int index) {
    return events.get(ValueLayout.JAVA_LONG_UNALIGNED, index * SIZE + DATA);
  }

  /** Returns what has happened. */
  public static int events(MemorySegment events, int index) {
    return events.get(ValueLayout.JAVA_INT_UNALIGNED, index * SIZE);
  }
}
