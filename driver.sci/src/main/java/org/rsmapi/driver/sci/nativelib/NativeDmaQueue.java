// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * A queue for transfers. A transfer under way is waited for in any case, as the engine goes on
 * reading and writing memory; an interrupt of the thread stays pending.
 */
final class NativeDmaQueue implements DmaQueue {

  /** {@code dis_dma_vec_t}: size, local offset, remote offset, flags. */
  private static final long VECTOR_SIZE = 16;

  private static final long MOST_IN_VECTOR = 0xFFFF_FFFFL;

  private static final int WAIT_MILLIS = 100;

  private final Library library;
  private final long descriptor;
  private final int maxPieces;
  private final Handle handle;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment vector;

  private NativeDmaQueue(Library library, long descriptor, int maxPieces, Handle handle) {
    this.library = library;
    this.descriptor = descriptor;
    this.maxPieces = maxPieces;
    this.handle = handle;
    vector = arena.allocate(VECTOR_SIZE * maxPieces, VECTOR_SIZE);
  }

  static NativeDmaQueue create(Library library, long descriptor, int adapterNo, int maxPieces) {
    long queue = library.dma.create(descriptor, adapterNo, maxPieces);
    return new NativeDmaQueue(library, descriptor, maxPieces, new Handle(queue));
  }

  @Override
  public synchronized void transfer(
      LocalSegment local, RemoteSegment remote, List<Piece> pieces, boolean read) {
    if (pieces.isEmpty() || pieces.size() > maxPieces) {
      throw new SisciException(
          SisciError.ILLEGAL_PARAMETER,
          "SCIStartDmaTransferVec",
          pieces.size() + " pieces, of 1 to " + maxPieces);
    }
    Handle from = ((NativeLocalSegment) local).handle();
    Handle to = ((NativeRemoteSegment) remote).handle();
    int flags = read ? library.constants.dmaRead : 0;
    if (pieces.size() > 1 && pieces.stream().allMatch(NativeDmaQueue::fitsVector)) {
      fill(pieces);
      library.dma.start(handle, from, to, vector, pieces.size(), flags);
      await();
      return;
    }
    for (Piece piece : pieces) {
      library.dma.start(handle, from, to, piece, flags);
      await();
    }
  }

  /** The elements of a vector have 32 bits. */
  private static boolean fitsVector(Piece piece) {
    return piece.size() <= MOST_IN_VECTOR
        && piece.localOffset() <= MOST_IN_VECTOR
        && piece.remoteOffset() <= MOST_IN_VECTOR;
  }

  private void fill(List<Piece> pieces) {
    long at = 0;
    for (Piece piece : pieces) {
      vector.set(JAVA_INT, at, (int) piece.size());
      vector.set(JAVA_INT, at + 4, (int) piece.localOffset());
      vector.set(JAVA_INT, at + 8, (int) piece.remoteOffset());
      at += VECTOR_SIZE;
    }
  }

  private void await() {
    int state;
    do {
      state = library.dma.await(handle, WAIT_MILLIS);
    } while (state == DmaFunctions.STATE_POSTED);
    if (state == DmaFunctions.STATE_ABORTED || state == DmaFunctions.STATE_ERROR) {
      throw new SisciException(
          SisciError.TRANSFER_FAILED, "SCIWaitForDMAQueue", "the queue is in state " + state);
    }
  }

  @Override
  public synchronized void remove() {
    handle.end("SCIRemoveDMAQueue", () -> library.dma.remove(handle));
    arena.close();
    library.closeDescriptor(descriptor);
  }
}
