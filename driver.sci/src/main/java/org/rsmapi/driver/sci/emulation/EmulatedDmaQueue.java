// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Transfers that the processor makes in place of an engine. */
final class EmulatedDmaQueue implements DmaQueue {

  private static final String TRANSFER = "SCIStartDmaTransferVec";
  private static final int ALIGNMENT = 4;

  private final EmulatedSisci sisci;
  private final int adapterNo;
  private final int maxPieces;
  private boolean removed;

  EmulatedDmaQueue(EmulatedSisci sisci, int adapterNo, int maxPieces) {
    this.sisci = sisci;
    this.adapterNo = adapterNo;
    this.maxPieces = maxPieces;
  }

  @Override
  public synchronized void transfer(
      LocalSegment local, RemoteSegment remote, List<Piece> pieces, boolean read) {
    sisci.checkOpen(TRANSFER);
    if (removed || !(local instanceof EmulatedSegment source)) {
      throw Failure.of(SisciError.ILLEGAL_PARAMETER, TRANSFER, "removed=" + removed);
    }
    if (!(remote instanceof EmulatedConnection connection)
        || connection.path().adapterNo() != adapterNo) {
      throw Failure.of(SisciError.ILLEGAL_PARAMETER, TRANSFER, "adapter=" + adapterNo);
    }
    checkSource(source, read);
    MemorySegment far = connection.memory(TRANSFER);
    checkPieces(pieces, local.memory().byteSize(), remote.size());
    CostModel costs = sisci.settings().costs();
    long begun = costs.begin();
    int outages = connection.path().outages();
    long bytes = 0;
    for (Piece piece : pieces) {
      // Looked at piece by piece: what is transferred in spite of an outage is at most one.
      if (!Path.isUp(outages) || connection.path().outages() != outages) {
        break;
      }
      copy(piece, local.memory(), far, read);
      bytes += piece.size();
    }
    if (connection.hasEnded() || !Path.isUp(outages) || connection.path().outages() != outages) {
      throw Failure.of(SisciError.TRANSFER_FAILED, TRANSFER, "node=" + connection.path().nodeId());
    }
    costs.spend(begun, costs.dmaNanos(bytes, read));
  }

  private void checkSource(EmulatedSegment source, boolean read) {
    SegmentSide side = source.sides().get(adapterNo);
    if (!side.isPrepared()) {
      throw Failure.of(SisciError.SEGMENT_NOT_PREPARED, TRANSFER, source.toString());
    }
    if (read && side.isDmaSourceOnly()) {
      throw Failure.of(
          SisciError.ILLEGAL_OPERATION, TRANSFER, source + " was prepared as a source only");
    }
  }

  private void checkPieces(List<Piece> pieces, long localSize, long remoteSize) {
    if (pieces.isEmpty() || pieces.size() > maxPieces) {
      throw Failure.of(
          SisciError.MAX_ENTRIES, TRANSFER, pieces.size() + " pieces; 1 to " + maxPieces);
    }
    for (Piece piece : pieces) {
      if (piece.size() <= 0
          || isOutside(piece.localOffset(), piece.size(), localSize)
          || isOutside(piece.remoteOffset(), piece.size(), remoteSize)) {
        throw Failure.of(SisciError.OUT_OF_RANGE, TRANSFER, piece.toString());
      }
      if (piece.size() % ALIGNMENT != 0) {
        throw Failure.of(SisciError.SIZE_ALIGNMENT, TRANSFER, piece.toString());
      }
      if (piece.localOffset() % ALIGNMENT != 0 || piece.remoteOffset() % ALIGNMENT != 0) {
        throw Failure.of(SisciError.OFFSET_ALIGNMENT, TRANSFER, piece.toString());
      }
    }
  }

  private static boolean isOutside(long offset, long size, long limit) {
    return offset < 0 || offset > limit || size > limit - offset;
  }

  private static void copy(Piece piece, MemorySegment near, MemorySegment far, boolean read) {
    if (read) {
      MemorySegment.copy(far, piece.remoteOffset(), near, piece.localOffset(), piece.size());
    } else {
      MemorySegment.copy(near, piece.localOffset(), far, piece.remoteOffset(), piece.size());
    }
  }

  @Override
  public synchronized void remove() {
    removed = true;
  }
}
