// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shared memory of another process, mapped over address space of the JDK.
 *
 * <p>{@link #detach} puts private memory in its place, in one step: a thread in the middle of a
 * store goes on without a fault, but reaches nobody any more. Afterwards, or after {@link #forget},
 * the range is never touched again, since it may by then belong to somebody else.
 */
final class Window {

  /** A part of the memory shared: of which descriptor, from where, how much. */
  record Part(int fd, long offset, long size) {}

  private final long size;
  private final MemorySegment segment;

  /** Keeps the range from being unmapped while it may still be detached. */
  private @Nullable MemorySegment attached;

  private Window(MemorySegment reserved, long byteSize) {
    this.size = reserved.byteSize();
    this.attached = reserved;
    this.segment = reserved.asSlice(0, byteSize);
  }

  /**
   * Maps parts side by side.
   *
   * @param byteSize what the segment handed out has; at most what the parts have together
   * @param arena decides when the JDK unmaps the range
   */
  static Window map(
      WindowSpace space, List<Part> parts, long byteSize, boolean writable, Arena arena) {
    long size = 0;
    for (Part part : parts) {
      size += part.size();
    }
    Window window = new Window(space.reserve(size, arena), byteSize);
    try {
      long address = window.segment.address();
      for (Part part : parts) {
        Mapping.sharedAt(address, part.size(), part.fd(), part.offset(), writable);
        address += part.size();
      }
    } catch (RuntimeException e) {
      window.detach();
      throw e;
    }
    return window;
  }

  /** Returns the memory; nothing of the driver is reachable from it. */
  MemorySegment segment() {
    return segment;
  }

  synchronized void detach() {
    MemorySegment range = attached;
    if (range != null) {
      Mapping.scrapAt(range.address(), size);
      attached = null;
    }
  }

  /** The arena is about to be closed: the range must not be touched any more. */
  synchronized void forget() {
    attached = null;
  }
}
