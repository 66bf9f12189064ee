// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.IoVector;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;

/** The checks of vector transfers, in the order of the specification. They allocate nothing. */
final class VectorChecks {

  private VectorChecks() {}

  /** Checks the number of entries, and that each is there, before anything is moved. */
  static void entries(@Nullable IoVector[] entries, int count, String operation) {
    if (count < 1 || count > ScatterGather.MAX_REQUESTS || count > entries.length) {
      throw new RsmException(
          RsmError.BAD_SGIO,
          operation,
          "requestCount=" + count + ", entries=" + entries.length + "; use 1 to 16");
    }
    for (int i = 0; i < count; i++) {
      present(entries[i], i, operation);
    }
  }

  static IoVector present(@Nullable IoVector entry, int index, String operation) {
    if (entry == null) {
      throw new RsmException(RsmError.BAD_SGIO, operation, "entry " + index + " is null");
    }
    return entry;
  }

  /** Checks the state of the import segment for the call as a whole. */
  static void connected(ImportState segment, String operation) {
    if ((segment.state & ImportState.RELEASED) != 0) {
      throw new RsmException(
          RsmError.BAD_CTLR_HNDL, operation, "the import segment was released with its controller");
    }
    segment.checkConnected(operation);
  }

  static void right(ImportState segment, boolean get, String operation) {
    if ((segment.state & (get ? ImportState.READABLE : ImportState.WRITABLE)) == 0) {
      throw new RsmException(
          RsmError.PERM_DENIED,
          operation,
          "connected without the right to " + (get ? "read" : "write"));
    }
  }

  /**
   * Checks offsets and length.
   *
   * @param size of the import segment
   * @param localSize of the local memory handle; of no account for an entry by address
   */
  static void range(IoVector entry, int index, long size, long localSize, String operation) {
    boolean byHandle = entry.type() == IoVector.HANDLE_TYPE;
    long length = entry.length();
    if (isOutside(entry.remoteOffset(), length, size)) {
      throw failure(RsmError.BAD_OFFSET, entry, index, "segment length=" + size, operation);
    }
    if (byHandle ? isOutside(entry.localOffset(), length, localSize) : entry.localOffset() < 0) {
      throw failure(RsmError.BAD_OFFSET, entry, index, "local length=" + localSize, operation);
    }
    if (length < 0 || length > size - entry.remoteOffset()) {
      throw failure(RsmError.BAD_LENGTH, entry, index, "segment length=" + size, operation);
    }
    if (byHandle && length > localSize - entry.localOffset()) {
      throw failure(RsmError.BAD_LENGTH, entry, index, "local length=" + localSize, operation);
    }
  }

  private static boolean isOutside(long offset, long length, long size) {
    return offset < 0 || offset > size || (offset == size && length > 0);
  }

  /** Checks the local memory, once the range is known to be right. */
  static void accessible(
      MemorySegment memory, IoVector entry, int index, boolean get, String operation) {
    if (!memory.scope().isAlive() || !memory.isAccessibleBy(Thread.currentThread())) {
      throw failure(
          RsmError.BAD_ADDR, entry, index, "its arena is closed or of another thread", operation);
    }
    if (entry.length() > memory.byteSize() - entry.localOffset()) {
      throw failure(RsmError.BAD_ADDR, entry, index, "memory has " + memory.byteSize(), operation);
    }
    if (get && memory.isReadOnly()) {
      throw failure(RsmError.BAD_ADDR, entry, index, "the memory is read-only", operation);
    }
  }

  private static RsmException failure(
      RsmError error, IoVector entry, int index, String detail, String operation) {
    return new RsmException(
        error,
        operation,
        "entry "
            + index
            + ": localOffset="
            + entry.localOffset()
            + ", remoteOffset="
            + entry.remoteOffset()
            + ", length="
            + entry.length()
            + "; "
            + detail);
  }
}
