// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.sisci;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A remote segment in the address space of this process ({@code sci_map_t}).
 *
 * <p>Accesses that race with {@link #unmap} throw {@code NOT_CONNECTED} or take place before it;
 * they never fault.
 */
public interface RemoteMap {

  /**
   * Returns the mapped memory, if it stays accessible for as long as it is reachable: after the
   * connection has ended or was unmapped, stores reach nobody. Nothing of the class loader of the
   * driver is reachable from it.
   *
   * @return null where addresses become invalid with the map, or where accesses have to be seen
   */
  @Nullable MemorySegment window();

  /**
   * Copies by loads ({@code SCIGetMapPointer} and loads).
   *
   * @param offset within the segment, a multiple of the element size
   * @param target its size is the number of bytes
   * @param elementSize 1, 2, 4 or 8: none of the elements is torn
   */
  void load(long offset, MemorySegment target, int elementSize);

  /**
   * Copies by stores, which may still be under way on return.
   *
   * @param offset within the segment, a multiple of the element size
   * @param source its size is the number of bytes
   * @param elementSize 1, 2, 4 or 8: none of the elements is torn
   */
  void store(long offset, MemorySegment source, int elementSize);

  /**
   * Copies to the segment by the routine of the library ({@code SCIMemCpy}); may still be under way
   * on return.
   *
   * @param offset within the segment, a multiple of 8
   * @param source its size is the number of bytes
   */
  void memCpy(long offset, MemorySegment source);

  /**
   * Makes what finds out whether accesses have arrived ({@code SCICreateMapSequence}).
   *
   * @return a sequence that is not started
   */
  Sequence createSequence();

  /**
   * Ends the map ({@code SCIUnmapSegment}).
   *
   * @throws SisciException with {@code BUSY} while a sequence is there; then nothing has happened
   */
  void unmap();
}
