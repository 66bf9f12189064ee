// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;

/**
 * One exchange of the memory behind a segment, with its checks in the order of the manual.
 *
 * @param segment the segment
 * @param length its length in bytes
 * @param allowed whether it was created for this
 * @param operation the call of the application
 */
record Rebinding(ExportState segment, long length, boolean allowed, String operation) {

  void rebind(@Nullable MemorySegment memory, long bytes) {
    MemorySegment checked = checkArguments(memory, bytes);
    DriverExport driverExport = claim(checked.address());
    if (driverExport == null) {
      return;
    }
    boolean done = false;
    try {
      exchange(driverExport, checked);
      done = true;
    } finally {
      enter(done, checked.address());
    }
  }

  private MemorySegment checkArguments(@Nullable MemorySegment memory, long bytes) {
    DriverController present = present();
    if (memory == null) {
      throw new RsmException(RsmError.BAD_ADDR, operation, "memory is null");
    }
    if (!allowed) {
      throw new RsmException(
          RsmError.REBIND_NOT_ALLOWED, operation, "create the segment with ALLOW_REBIND");
    }
    if (!DriverFailure.translate(operation, DriverCodes.REBIND, present::supportsRebind)) {
      throw new RsmException(
          RsmError.REBIND_NOT_ALLOWED,
          operation,
          "controller=" + segment.controller.name() + " cannot rebind");
    }
    if (!memory.isNative()) {
      throw new RsmException(RsmError.BAD_ADDR, operation, "memory is on the heap");
    }
    if (bytes != length) {
      throw new RsmException(
          RsmError.BAD_LENGTH, operation, "length=" + bytes + ", segment length=" + length);
    }
    return memory;
  }

  private DriverController present() {
    segment.lock.lock();
    try {
      DriverController present = segment.device;
      if (present == null) {
        throw segment.endedHow(operation);
      }
      return present;
    } finally {
      segment.lock.unlock();
    }
  }

  /** Waits for its turn; returns null if the memory is bound already. */
  private @Nullable DriverExport claim(long address) {
    segment.lock.lock();
    try {
      segment.awaitUnclaimed(operation);
      if (segment.state == ExportState.State.GONE) {
        throw segment.endedHow(operation);
      }
      return address == segment.boundAddress ? null : segment.claim(operation);
    } finally {
      segment.lock.unlock();
    }
  }

  private void exchange(DriverExport driverExport, MemorySegment memory) {
    SegmentAccount account = segment.controller.account();
    if (!MemoryChecks.isAligned(memory, segment.controller.attributes().pageSize())) {
      throw new RsmException(
          RsmError.BAD_ADDR,
          operation,
          "address=0x" + Long.toHexString(memory.address()) + " is not page aligned");
    }
    // Old and new memory are in use together for a while; afterwards one of the two counts.
    account.reserveMemory(length, operation);
    try {
      MemoryChecks.checkAccessible(memory, length, operation);
      MemoryChecks.checkWritable(memory, operation);
      DriverFailure.translateRun(
          operation, DriverCodes.REBIND, () -> driverExport.rebind(memory.asSlice(0, length)));
    } finally {
      account.releaseMemory(length);
    }
  }

  /** That the segment has ended meanwhile counts for more than a failure. */
  private void enter(boolean done, long address) {
    segment.lock.lock();
    try {
      segment.unclaim();
      if (done) {
        segment.boundAddress = address;
      } else if (segment.state == ExportState.State.GONE) {
        throw segment.endedHow(operation);
      }
    } finally {
      segment.lock.unlock();
    }
  }
}
