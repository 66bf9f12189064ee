// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A connection to a segment ({@code sci_remote_segment_t}). */
public interface RemoteSegment {

  /** Returns the size in bytes; may be larger than what was created. */
  long size();

  /**
   * Maps the whole segment for the driver ({@code SCIMapRemoteSegment}).
   *
   * @param readOnly whether stores are not possible ({@code READONLY_MAP})
   * @return the map; the caller unmaps it
   */
  RemoteMap map(boolean readOnly);

  /**
   * Maps a part for an application ({@code SCIMapRemoteSegment}). Unmapped when the arena is
   * closed, which may be after {@link #disconnect}; until then an access never faults, whatever
   * happens to the connection.
   *
   * @param offset a multiple of the page size
   * @param size greater than 0
   * @param readOnly whether the memory is protected against stores
   * @param address where, a multiple of the page size ({@code FIXED_MAP_ADDR}); 0 for anywhere
   * @param arena decides the lifetime
   * @return memory of exactly this size in the scope of the arena
   * @throws SisciException with {@code ILLEGAL_ADDRESS} if anything lies at the address
   */
  MemorySegment mapShared(long offset, long size, boolean readOnly, long address, Arena arena);

  /**
   * Ends the connection ({@code SCIDisconnectSegment}, {@code SCIClose}). What {@link #mapShared}
   * returned stays accessible; the connection itself ends with the last of those at the latest, and
   * where the implementation can, stores to it reach nobody from now on.
   *
   * @throws SisciException with {@code BUSY} while a {@link RemoteMap} is there
   */
  void disconnect();
}
