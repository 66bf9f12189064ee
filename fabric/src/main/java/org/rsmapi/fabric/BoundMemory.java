// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** The memory that a segment has, until it is given back, once. */
final class BoundMemory {

  private final ExportedMemory memory;
  private final long byteSize;
  private List<ExportedMemory.Extent> extents;
  private long address;
  private boolean released;

  BoundMemory(ExportedMemory memory, MemorySegment range) {
    this.memory = memory;
    this.byteSize = range.byteSize();
    this.extents = memory.export(range);
    this.address = range.address();
  }

  long byteSize() {
    return byteSize;
  }

  synchronized List<ExportedMemory.Extent> extents() {
    return extents;
  }

  /** Tells whether this is the memory, and still that of the one who gave it. */
  synchronized boolean is(MemorySegment range) {
    return range.address() == address
        && range.byteSize() == byteSize
        && extents.stream().allMatch(extent -> extent.block().isAlive());
  }

  /**
   * Takes other memory in place of this.
   *
   * @return the extents of the memory so far, which are the caller's to release
   * @throws RsmException if it was given back; nothing has changed
   */
  synchronized List<ExportedMemory.Extent> exchange(
      List<ExportedMemory.Extent> fresh, MemorySegment range) {
    if (released) {
      throw new RsmException(
          RsmError.BAD_SEG_HNDL, Rebinding.REBIND, "the segment was destroyed meanwhile");
    }
    List<ExportedMemory.Extent> replaced = extents;
    extents = fresh;
    address = range.address();
    return replaced;
  }

  /** Returns whether this was the call that has given it back. */
  boolean release() {
    synchronized (this) {
      if (released) {
        return false;
      }
      released = true;
    }
    memory.release(extents);
    return true;
  }
}
