// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** What creating, rebinding and registering ask of memory alike. */
final class MemoryChecks {

  private MemoryChecks() {}

  static MemorySegment checkedNative(@Nullable MemorySegment memory, String operation) {
    if (memory == null || !memory.isNative()) {
      throw new RsmException(
          RsmError.BAD_ADDR, operation, "memory is " + (memory == null ? "null" : "on the heap"));
    }
    return memory;
  }

  static boolean isAligned(MemorySegment memory, long pageSize) {
    return (memory.address() & (pageSize - 1)) == 0;
  }

  /** Checks that the memory may be used from this thread, for as many bytes. */
  static void checkAccessible(MemorySegment memory, long length, String operation) {
    if (!memory.scope().isAlive() || !memory.isAccessibleBy(Thread.currentThread())) {
      throw new RsmException(
          RsmError.BAD_ADDR, operation, "the arena is closed or belongs to another thread");
    }
    if (memory.byteSize() < length) {
      throw new RsmException(
          RsmError.BAD_ADDR, operation, "length=" + length + ", memory has " + memory.byteSize());
    }
  }

  static void checkWritable(MemorySegment memory, String operation) {
    if (memory.isReadOnly()) {
      throw new RsmException(RsmError.PERM_DENIED, operation, "the memory is read-only");
    }
  }
}
