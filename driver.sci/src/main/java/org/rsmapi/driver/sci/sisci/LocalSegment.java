// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.lang.foreign.MemorySegment;

/** A segment of this process ({@code sci_local_segment_t}). */
public interface LocalSegment {

  /** Returns the id, an unsigned 32-bit number ({@code SCIGetLocalSegmentId}). */
  int segmentId();

  /**
   * Returns its memory ({@code SCIMapLocalSegment}, or the memory that was registered last). Of
   * memory that the library has allocated, accessible until {@link #remove} succeeds.
   */
  MemorySegment memory();

  /**
   * Registers other memory in the place of this, for those who are connected, too; only if {@link
   * Sisci#supportsRebind}. Connections and maps stay, addresses included: on return they show the
   * new memory, those behind a link that is down as soon as it is up. None of their accesses faults
   * meanwhile; stores that are under way reach the one memory or the other. Nothing is copied. Who
   * does not follow within some seconds is disconnected.
   *
   * @param memory page aligned, of the size of the segment
   * @throws SisciException as {@link Sisci#createSegment(int, MemorySegment,
   *     LocalSegmentCallback)}, with {@code ILLEGAL_OPERATION} for a segment that was removed, or
   *     {@code NOT_IMPLEMENTED}; the memory so far stays
   */
  void rebind(MemorySegment memory);

  /**
   * Makes it accessible for an adapter ({@code SCIPrepareSegment}).
   *
   * @param adapterNo 0 to 3
   * @param dmaSourceOnly whether it will only be read by DMA, and never be set available
   */
  void prepare(int adapterNo, boolean dmaSourceOnly);

  /**
   * Lets remote processes connect ({@code SCISetSegmentAvailable}).
   *
   * @param adapterNo 0 to 3
   * @throws SisciException with {@code SEGMENT_NOT_PREPARED}
   */
  void setAvailable(int adapterNo);

  /**
   * Lets no further process connect, tells those that are connected, and drops their connections
   * ({@code SCISetSegmentUnavailable} with {@code NOTIFY} and {@code FORCE_DISCONNECT}). On return
   * no store of any of them that can be reached arrives; waits for one that does not answer no
   * longer than some seconds.
   *
   * @param adapterNo 0 to 3
   * @throws SisciException with {@code BUSY} if another call is at it
   */
  void setUnavailable(int adapterNo);

  /**
   * Ends the segment and frees its id ({@code SCIRemoveSegment}, {@code SCIClose}). Registered
   * memory stays, with its contents.
   *
   * @param force whether connections do not stand in the way ({@code FORCE_REMOVE})
   * @throws SisciException with {@code BUSY} while connected; then nothing has happened
   */
  void remove(boolean force);
}
