// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.rsmapi.driver.sci.sisci.DmaQueue.Piece;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Transfers by DMA. */
final class DmaFunctions {

  /** Of {@code sci_dma_queue_state_t}. */
  static final int STATE_POSTED = 2;

  static final int STATE_ABORTED = 4;
  static final int STATE_ERROR = 5;

  private static final MethodHandle CREATE = Downcall.of('v', "jjiiij");
  private static final MethodHandle REMOVE = Downcall.of('v', "jij");
  private static final MethodHandle START = Downcall.of('v', "aaajjjjjij");
  private static final MethodHandle START_VECTOR = Downcall.of('v', "aaajajjij");
  private static final MethodHandle WAIT = Downcall.of('i', "aiij");

  private final Failures failures;
  private final MemorySegment createDmaQueue;
  private final MemorySegment removeDmaQueue;
  private final MemorySegment startDmaTransfer;
  private final MemorySegment startDmaTransferVec;
  private final MemorySegment waitForDmaQueue;

  DmaFunctions(Symbols symbols, Failures failures) {
    this.failures = failures;
    createDmaQueue = symbols.function("SCICreateDMAQueue");
    removeDmaQueue = symbols.function("SCIRemoveDMAQueue");
    startDmaTransfer = symbols.function("SCIStartDmaTransfer");
    startDmaTransferVec = symbols.function("SCIStartDmaTransferVec");
    waitForDmaQueue = symbols.function("SCIWaitForDMAQueue");
  }

  long create(long descriptor, int adapterNo, int maxEntries) {
    MemorySegment scratch = Scratch.clear();
    try {
      CREATE.invokeExact(
          createDmaQueue,
          descriptor,
          Scratch.handleAt(scratch),
          adapterNo,
          maxEntries,
          0,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCICreateDMAQueue", e);
    }
    failures.check(scratch, "SCICreateDMAQueue", "adapterNo", adapterNo);
    return Scratch.handle(scratch);
  }

  void remove(Handle queue) {
    MemorySegment scratch = Scratch.clear();
    try {
      REMOVE.invokeExact(removeDmaQueue, queue.value(), 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIRemoveDMAQueue", e);
    }
    failures.check(scratch, "SCIRemoveDMAQueue");
  }

  void start(Handle queue, Handle local, Handle remote, Piece piece, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      START.invokeExact(
          startDmaTransfer,
          queue.segment(),
          local.segment(),
          remote.segment(),
          piece.localOffset(),
          piece.size(),
          piece.remoteOffset(),
          0L,
          0L,
          flags,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIStartDmaTransfer", e);
    }
    if (Scratch.error(scratch) != 0) {
      throw failures.of(scratch, "SCIStartDmaTransfer", piece.toString());
    }
  }

  /**
   * Starts a transfer of several pieces.
   *
   * @param vector of {@code dis_dma_vec_t}, which stays as it is until the transfer has ended
   */
  void start(
      Handle queue, Handle local, Handle remote, MemorySegment vector, int pieces, int flags) {
    MemorySegment scratch = Scratch.clear();
    try {
      START_VECTOR.invokeExact(
          startDmaTransferVec,
          queue.segment(),
          local.segment(),
          remote.segment(),
          (long) pieces,
          vector,
          0L,
          0L,
          flags,
          Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIStartDmaTransferVec", e);
    }
    failures.check(scratch, "SCIStartDmaTransferVec", "pieces", pieces);
  }

  /** Waits for a time; returns the state. */
  int await(Handle queue, int timeoutMillis) {
    MemorySegment scratch = Scratch.clear();
    int state;
    try {
      state =
          (int)
              WAIT.invokeExact(
                  waitForDmaQueue, queue.segment(), timeoutMillis, 0, Scratch.errorAt(scratch));
    } catch (Throwable e) {
      throw Downcall.failure("SCIWaitForDMAQueue", e);
    }
    if (Scratch.error(scratch) == SisciError.TIMEOUT.code()) {
      return STATE_POSTED;
    }
    failures.check(scratch, "SCIWaitForDMAQueue");
    return state;
  }
}
