// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shared memory of an exporter, mapped over a range of addresses.
 *
 * <p>{@link #detach} puts private memory in its place, in one step: a thread in the middle of a
 * store goes on without a fault, but reaches nobody any more. Afterwards, or after {@link #forget},
 * the range is never touched again, since it may by then belong to somebody else.
 */
final class Window {

  /** What is handed out. */
  private final MemorySegment segment;

  /** Where in the imported segment it begins. */
  private final long offset;

  private final boolean writable;

  /** Of the memory, in whole pages. */
  private final long size;

  /** What is detached: keeps the range from being unmapped while it may still be exchanged. */
  private @Nullable MemorySegment attached;

  /** Shows private memory for a while. */
  private boolean suspended;

  private Window(
      MemorySegment range, MemorySegment segment, long size, long offset, boolean writable) {
    this.segment = segment;
    this.offset = offset;
    this.writable = writable;
    this.size = size;
    this.attached = range;
  }

  /**
   * Maps memory files side by side.
   *
   * @param range where: of whole pages, in use by nobody else; what the memory does not need of it
   *     is detached along with that
   */
  static Window map(MemorySegment range, Layout memory, boolean writable) {
    long size = memory.byteSize();
    MemorySegment segment = range.asSlice(0, size);
    Window window = new Window(range, segment, size, 0, writable);
    try {
      window.exchange(memory);
    } catch (RuntimeException e) {
      window.detach();
      throw e;
    }
    return window;
  }

  /** Maps memory that this process exports. */
  static Window local(WindowSpace space, List<ExportedMemory.Extent> extents, boolean writable) {
    long size = Layout.of(extents).byteSize();
    MemorySegment range = space.reserve(size);
    Window window = new Window(range, range, size, 0, writable);
    try {
      long address = range.address();
      for (ExportedMemory.Extent extent : extents) {
        extent.block().showAt(address, extent.offset(), extent.size(), writable);
        address += extent.size();
      }
    } catch (RuntimeException e) {
      window.detach();
      throw e;
    }
    return window;
  }

  /**
   * Maps a part of what this window shows, without its descriptors.
   *
   * @param range where: of whole pages, in use by nobody else
   * @param memory the layout of this window; its descriptors need not be open any more
   * @param from where in this window
   * @param segment what to hand out: the range or its beginning
   */
  synchronized Window duplicate(
      MemorySegment range, Layout memory, long from, MemorySegment segment, boolean canWrite) {
    MemorySegment source = attached;
    if (source == null) {
      throw new IllegalStateException("detached");
    }
    long length = range.byteSize();
    Window window = new Window(range, segment, length, offset + from, canWrite);
    try {
      window.copy(source.address() + from, memory.slice(from, from + length));
    } catch (RuntimeException e) {
      window.detach();
      throw e;
    }
    return window;
  }

  /** Shows what is mapped at another address. */
  private void copy(long source, Layout shown) {
    long done = 0;
    for (Layout.Part part : shown.parts()) {
      Mapping.duplicateAt(source + done, segment.address() + done, part.size());
      done += part.size();
    }
    if (!writable) {
      Mapping.protect(segment.address(), size);
    }
  }

  /** Shows private memory, until {@link #resume}. */
  synchronized void suspend() {
    if (attached != null) {
      Mapping.scrapAt(segment.address(), size);
      suspended = true;
    }
  }

  /**
   * Shows the shared memory again.
   *
   * @param whole shows it all
   * @param memory the layout of that
   */
  synchronized void resume(Window whole, Layout memory) {
    if (attached != null && suspended) {
      copy(whole.segment.address() + offset, memory.slice(offset, offset + size));
      suspended = false;
    }
  }

  /** Returns the memory; nothing of the driver is reachable from it. */
  MemorySegment segment() {
    return segment;
  }

  /**
   * Shows other memory from now on; each part is exchanged in one step. If it fails, some parts may
   * have been exchanged, and the window can be detached.
   *
   * @param memory of the whole imported segment
   */
  synchronized void exchange(Layout memory) {
    if (attached == null || suspended) {
      return; // what is resumed is a copy of what is shown then
    }
    long address = segment.address();
    for (Layout.Part part : memory.slice(offset, offset + size).parts()) {
      Mapping.sharedAt(address, part.size(), part.fd(), part.offset(), writable);
      address += part.size();
    }
  }

  synchronized void detach() {
    MemorySegment range = attached;
    if (range != null) {
      Mapping.scrapAt(range.address(), range.byteSize());
      attached = null;
    }
  }

  /** The arena is about to be closed: the range must not be touched any more. */
  synchronized void forget() {
    attached = null;
  }
}
