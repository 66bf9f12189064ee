// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverImport;

/**
 * A transfer that is not a plain load or store: it fails, or the driver has a part in it.
 *
 * @param checks the checks to make first
 * @param segment the import segment
 */
record SlowTransfer(TransferChecks checks, ImportHandle segment) {

  /** What the checks need of the state once a transfer has been made. */
  void checkAfter() {
    segment.checkConnected(checks.operation());
    segment.checkNotBroken(checks.operation());
  }

  long getValue(long offset) {
    checks.single(offset);
    byte[] bytes = new byte[1 << checks.shift()];
    get(offset, MemorySegment.ofArray(bytes));
    checkAfter();
    long value = 0;
    for (int i = 0; i < bytes.length; i++) {
      value |= (bytes[i] & 0xFFL) << shiftOf(i, bytes.length);
    }
    return value;
  }

  void putValue(long offset, long value) {
    checks.single(offset);
    byte[] bytes = new byte[1 << checks.shift()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> shiftOf(i, bytes.length));
    }
    put(offset, MemorySegment.ofArray(bytes));
    checkAfter();
  }

  private static int shiftOf(int index, int size) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    return Byte.SIZE * (little ? index : size - 1 - index);
  }

  void getBuffer(long offset, @Nullable MemorySegment buffer, long count) {
    MemorySegment target = checks.buffered(offset, buffer, count);
    if (count > 0) {
      get(offset, target.asSlice(0, count << checks.shift()));
    }
    checkAfter();
  }

  void putBuffer(long offset, @Nullable MemorySegment buffer, long count) {
    MemorySegment source = checks.buffered(offset, buffer, count);
    if (count > 0) {
      put(offset, source.asSlice(0, count << checks.shift()));
    }
    checkAfter();
  }

  private void get(long offset, MemorySegment target) {
    DriverImport driver = segment.connection().forCall(checks.operation());
    bracketed(
        target,
        () -> {
          if (segment.window() == null) {
            driver.get(offset, target, 1 << checks.shift());
          } else {
            segment.copyOut(offset, target, 0, target.byteSize());
          }
        });
  }

  private void put(long offset, MemorySegment source) {
    DriverImport driver = segment.connection().forCall(checks.operation());
    bracketed(
        source,
        () -> {
          if (segment.window() == null) {
            driver.put(offset, source, 1 << checks.shift());
          } else {
            segment.copyIn(source, 0, offset, source.byteSize());
          }
        });
  }

  private void bracketed(MemorySegment buffer, Runnable transfer) {
    String operation = checks.operation();
    try {
      segment
          .brackets()
          .around(
              operation,
              () -> DriverFailure.ofTransfer(operation, buffer, DriverCodes.TRANSFER, transfer));
    } catch (RsmException e) {
      // What has become of the connection meanwhile counts for more than what came of it.
      checkAfter();
      throw e;
    }
  }
}
