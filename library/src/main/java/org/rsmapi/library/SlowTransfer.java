// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;

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
    long bytes = target.byteSize();
    bracketed(
        target,
        () -> {
          if (segment.isDirect(bytes)) {
            segment.copyOut(offset, target, 0, bytes);
          } else {
            segment
                .driverCopy()
                .get(offset, target, 0, bytes, width(), DriverCodes.TRANSFER, checks.operation());
          }
        });
  }

  private void put(long offset, MemorySegment source) {
    long bytes = source.byteSize();
    bracketed(
        source,
        () -> {
          if (segment.isDirect(bytes)) {
            segment.copyIn(source, 0, offset, bytes);
          } else {
            segment
                .driverCopy()
                .put(offset, source, 0, bytes, width(), DriverCodes.TRANSFER, checks.operation());
          }
        });
  }

  private int width() {
    return 1 << checks.shift();
  }

  private void bracketed(MemorySegment buffer, Runnable transfer) {
    String operation = checks.operation();
    segment.connection().checkPresent(operation);
    try {
      segment.brackets().around(operation, () -> translated(buffer, transfer));
    } catch (RsmException e) {
      // What has become of the connection meanwhile counts for more than what came of it.
      checkAfter();
      throw e;
    }
  }

  /** The application may close the buffer at any time. */
  private void translated(MemorySegment buffer, Runnable transfer) {
    try {
      transfer.run();
    } catch (RuntimeException e) {
      throw DriverFailure.ofTransfer(e, checks.operation(), buffer, DriverCodes.TRANSFER);
    }
  }
}
