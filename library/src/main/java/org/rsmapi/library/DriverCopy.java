// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverImport;

/** Transfers of one import segment that the driver makes. A call allocates nothing. */
final class DriverCopy {

  private final ImportHandle segment;

  DriverCopy(ImportHandle segment) {
    this.segment = segment;
  }

  /**
   * Gets for a call that has found nothing in the way but what the buffer is like.
   *
   * @return false if that is in the way, and nothing was moved
   */
  boolean get(long offset, MemorySegment buffer, long count, int shift, String operation) {
    long bytes = count << shift;
    if (!isUsable(buffer, bytes)) {
      return false;
    }
    try {
      get(offset, buffer, 0, bytes, 1 << shift, DriverCodes.TRANSFER, operation);
      return true;
    } catch (RsmException e) {
      throw connectionFirst(e, operation);
    }
  }

  /** Puts, as {@link #get(long, MemorySegment, long, int, String)}. */
  boolean put(long offset, MemorySegment buffer, long count, int shift, String operation) {
    long bytes = count << shift;
    if (!isUsable(buffer, bytes)) {
      return false;
    }
    try {
      put(offset, buffer, 0, bytes, 1 << shift, DriverCodes.TRANSFER, operation);
      return true;
    } catch (RsmException e) {
      throw connectionFirst(e, operation);
    }
  }

  private static boolean isUsable(MemorySegment buffer, long bytes) {
    return buffer.byteSize() >= bytes
        && buffer.scope().isAlive()
        && buffer.isAccessibleBy(Thread.currentThread());
  }

  /** What has become of the connection meanwhile counts for more than what came of the transfer. */
  private RsmException connectionFirst(RsmException failure, String operation) {
    segment.checkConnected(operation);
    segment.checkNotBroken(operation);
    return failure;
  }

  void get(
      long offset,
      MemorySegment target,
      long targetOffset,
      long bytes,
      int elementSize,
      DriverCodes codes,
      String operation) {
    DriverImport driver = segment.connection().forCall(operation);
    try {
      driver.get(offset, target, targetOffset, bytes, elementSize);
    } catch (RuntimeException | Error e) {
      throw DriverFailure.ofTransfer(e, operation, target, codes);
    }
  }

  void put(
      long offset,
      MemorySegment source,
      long sourceOffset,
      long bytes,
      int elementSize,
      DriverCodes codes,
      String operation) {
    DriverImport driver = segment.connection().forCall(operation);
    try {
      driver.put(offset, source, sourceOffset, bytes, elementSize);
    } catch (RuntimeException | Error e) {
      throw DriverFailure.ofTransfer(e, operation, source, codes);
    }
  }
}
