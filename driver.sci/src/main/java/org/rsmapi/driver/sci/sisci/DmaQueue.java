// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.util.List;

/** Transfers by the engine of the adapter, one at a time ({@code sci_dma_queue_t}). */
public interface DmaQueue {

  /**
   * A piece of a transfer.
   *
   * @param localOffset within the local segment
   * @param remoteOffset within the remote segment
   * @param size in bytes
   */
  record Piece(long localOffset, long remoteOffset, long size) {}

  /**
   * Transfers, and waits for the end ({@code SCIStartDmaTransfer}, {@code SCIStartDmaTransferVec};
   * {@code SCIWaitForDMAQueue}).
   *
   * @param local a prepared segment
   * @param remote a connected segment
   * @param pieces at least one
   * @param read whether data go from remote to local ({@code DMA_READ})
   * @throws SisciException with {@code TRANSFER_FAILED}, {@code OUT_OF_RANGE}, {@code
   *     SIZE_ALIGNMENT}, {@code OFFSET_ALIGNMENT}; some pieces may have been transferred
   */
  void transfer(LocalSegment local, RemoteSegment remote, List<Piece> pieces, boolean read);

  /** Gives it back ({@code SCIRemoveDMAQueue}, {@code SCIClose}). */
  void remove();
}
