// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.lang.foreign.MemorySegment;

/** A segment of this process ({@code sci_local_segment_t}). */
public interface LocalSegment {

  /** Returns the id, an unsigned 32-bit number ({@code SCIGetLocalSegmentId}). */
  int segmentId();

  /**
   * Returns its memory ({@code SCIMapLocalSegment}, or the memory that was registered). Of memory
   * that the library has allocated, accessible until {@link #remove} succeeds.
   */
  MemorySegment memory();

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
