// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * The checks of a get or put, in the order of the manual. Only called when the short test of the
 * hot path found an obstacle, so it may take its time to say which.
 *
 * @param state the import segment
 * @param length its length in bytes
 * @param operation the call of the application
 * @param get whether data comes from the segment
 * @param shift the binary logarithm of the element size
 */
record TransferChecks(ImportState state, long length, String operation, boolean get, int shift) {

  /** Checks a transfer of a single value. */
  void single(long offset) {
    state.checkConnected(operation);
    offsetAlignment(offset);
    right();
    range(offset, 1);
    connection();
  }

  /** Checks a transfer between a buffer and the segment. */
  MemorySegment buffered(long offset, @Nullable MemorySegment buffer, long count) {
    state.checkConnected(operation);
    if (buffer == null) {
      throw new RsmException(RsmError.BAD_ADDR, operation, "the buffer is null");
    }
    if (buffer.maxByteAlignment() < 1L << shift) {
      throw new RsmException(
          RsmError.BAD_MEM_ALIGNMENT,
          operation,
          "the buffer is not aligned to " + (1 << shift) + " bytes");
    }
    offsetAlignment(offset);
    right();
    range(offset, count);
    accessible(buffer, count << shift);
    connection();
    return buffer;
  }

  private void offsetAlignment(long offset) {
    if ((offset & ((1L << shift) - 1)) != 0) {
      throw new RsmException(
          RsmError.BAD_MEM_ALIGNMENT,
          operation,
          "offset=" + offset + " is not a multiple of " + (1 << shift));
    }
  }

  private void right() {
    int needed = get ? ImportState.READABLE : ImportState.WRITABLE;
    if ((state.state & needed) == 0) {
      throw new RsmException(
          RsmError.PERM_DENIED,
          operation,
          "connected without the right to " + (get ? "read" : "write"));
    }
  }

  private void range(long offset, long count) {
    if (offset < 0 || offset > length || (offset == length && count > 0)) {
      throw new RsmException(
          RsmError.BAD_OFFSET, operation, "offset=" + offset + ", segment length=" + length);
    }
    if (count < 0 || count > (length - offset) >> shift) {
      throw new RsmException(
          RsmError.BAD_LENGTH,
          operation,
          "count="
              + count
              + " of "
              + (1 << shift)
              + " bytes, offset="
              + offset
              + ", segment length="
              + length);
    }
  }

  private void accessible(MemorySegment buffer, long bytes) {
    if (!buffer.scope().isAlive() || !buffer.isAccessibleBy(Thread.currentThread())) {
      throw new RsmException(
          RsmError.BAD_ADDR, operation, "the buffer's arena is closed or of another thread");
    }
    if (buffer.byteSize() < bytes) {
      throw new RsmException(
          RsmError.BAD_ADDR, operation, "the buffer has " + buffer.byteSize() + " of " + bytes);
    }
    if (get && buffer.isReadOnly()) {
      throw new RsmException(RsmError.BAD_ADDR, operation, "the buffer is read-only");
    }
  }

  private void connection() {
    if ((state.state & ImportState.NO_BARRIER) != 0) {
      throw new RsmException(
          RsmError.BARRIER_UNINITIALIZED,
          operation,
          "implicit mode needs a barrier; call initBarrier first or set the explicit mode");
    }
    state.checkNotBroken(operation);
  }
}
