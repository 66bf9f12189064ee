// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.IoVector;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.spi.DriverBarrier;

/**
 * The vector transfers of one import segment. Where the segment has a window on a medium that loses
 * nothing, a call allocates nothing and takes no lock.
 */
final class VectorTransfer {

  private static final String PUTV = "ImportSegment.putv";
  private static final String GETV = "ImportSegment.getv";

  private final ImportHandle segment;

  VectorTransfer(ImportHandle segment) {
    this.segment = segment;
  }

  void run(@Nullable ScatterGather list, boolean get) {
    String operation = get ? GETV : PUTV;
    if (list == null) {
      throw new RsmException(RsmError.BAD_SGIO, operation, "the list is null");
    }
    int count = list.requestCount();
    list.setResidualCount(count);
    @Nullable IoVector[] entries = list.entries();
    if (entries == null) {
      throw new RsmException(RsmError.BAD_SGIO, operation, "the list has no entries");
    }
    VectorChecks.connected(segment, operation);
    VectorChecks.entries(entries, count, operation);
    VectorChecks.right(segment, get, operation);
    segment.checkNotBroken(operation);
    for (int i = 0; i < count; ) {
      i += carryOut(entries, i, count, get, operation);
      list.setResidualCount(count - i);
    }
    if ((list.flags() & ScatterGather.IMPLICIT_SIGPOST) != 0) {
      post(list.flags(), operation);
    }
  }

  private void post(int flags, String operation) {
    try {
      segment.connection().post(operation, flags);
    } catch (RsmException e) {
      VectorChecks.connected(segment, operation);
      throw e;
    }
  }

  /** Returns how many entries have been carried out: at least the first one. */
  private int carryOut(
      @Nullable IoVector[] entries, int first, int count, boolean get, String operation) {
    int together = moveTogether(entries, first, count, get, operation);
    if (together > 0) {
      return together;
    }
    // Anew, since nobody keeps the application from exchanging entries while the call runs.
    carryOut(VectorChecks.present(entries[first], first, operation), first, get, operation);
    return 1;
  }

  private int moveTogether(
      @Nullable IoVector[] entries, int first, int count, boolean get, String operation) {
    int moved;
    try {
      moved = VectorRun.move(segment, entries, first, count, get, operation);
    } catch (RsmException e) {
      lookAgain(operation);
      throw e;
    }
    if (moved > 0) {
      lookAgain(operation);
    }
    return moved;
  }

  private void carryOut(IoVector entry, int index, boolean get, String operation) {
    switch (entry.type()) {
      case IoVector.HANDLE_TYPE -> throughHandle(entry, index, get, operation);
      case IoVector.VA_TYPE -> {
        MemorySegment memory = entry.memory();
        if (memory == null) {
          throw new RsmException(
              RsmError.BAD_ADDR, operation, "the memory of entry " + index + " is null");
        }
        move(memory, entry, index, get, operation);
      }
      default ->
          throw new RsmException(
              RsmError.BAD_SGIO,
              operation,
              "entry " + index + " has type=" + entry.type() + "; use HANDLE_TYPE or VA_TYPE");
    }
  }

  private void throughHandle(IoVector entry, int index, boolean get, String operation) {
    LocalMemoryHandle handle = entry.localMemory() instanceof LocalMemoryHandle ours ? ours : null;
    MemorySegment memory = handle == null ? null : handle.acquire();
    if (handle == null || memory == null) {
      throw new RsmException(
          RsmError.BAD_SGIO,
          operation,
          "the local memory of entry " + index + " is " + (handle == null ? "null" : "freed"));
    }
    try {
      move(memory, entry, index, get, operation);
    } finally {
      handle.release();
    }
  }

  private void move(
      MemorySegment memory, IoVector entry, int index, boolean get, String operation) {
    VectorChecks.range(entry, index, segment.length(), memory.byteSize(), operation);
    VectorChecks.accessible(memory, entry, index, get, operation);
    if (entry.length() == 0) {
      return;
    }
    try {
      bracketed(memory, entry, get, operation);
    } catch (RsmException e) {
      // What has become of the connection meanwhile counts for more than what came of it.
      lookAgain(operation);
      throw e;
    }
    lookAgain(operation);
  }

  private void lookAgain(String operation) {
    if ((segment.state & (ImportState.BROKEN | ImportState.ENDED)) != 0) {
      VectorChecks.connected(segment, operation);
      segment.checkNotBroken(operation);
    }
  }

  /** In implicit mode an entry is complete before the next begins. */
  private void bracketed(MemorySegment memory, IoVector entry, boolean get, String operation) {
    DriverBarrier bracket = segment.brackets().open(operation);
    if (bracket == null) {
      transfer(memory, entry, get, operation);
      return;
    }
    try {
      transfer(memory, entry, get, operation);
    } finally {
      segment.brackets().close(operation, bracket);
    }
  }

  private void transfer(MemorySegment memory, IoVector entry, boolean get, String operation) {
    if (!segment.isDirect(entry.length())) {
      throughDriver(memory, entry, get, operation);
      return;
    }
    try {
      if (get) {
        segment.copyOut(entry.remoteOffset(), memory, entry.localOffset(), entry.length());
      } else {
        segment.copyIn(memory, entry.localOffset(), entry.remoteOffset(), entry.length());
      }
    } catch (IllegalStateException e) {
      throw DriverFailure.closedMeanwhile(operation, e);
    }
  }

  private void throughDriver(MemorySegment memory, IoVector entry, boolean get, String operation) {
    long offset = entry.remoteOffset();
    long localOffset = entry.localOffset();
    long bytes = entry.length();
    DriverCopy copy = segment.driverCopy();
    if (get) {
      copy.get(offset, memory, localOffset, bytes, 1, DriverCodes.VECTOR, operation);
    } else {
      copy.put(offset, memory, localOffset, bytes, 1, DriverCodes.VECTOR, operation);
    }
  }
}
