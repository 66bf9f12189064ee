// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@link ScatterGather} list: a local range and where it lies in the import segment.
 *
 * <p>The local range begins {@code localOffset} bytes into a {@link LocalMemory} or into memory. An
 * entry can hold values that are not legal; a transfer refuses it when its turn comes. No alignment
 * is needed.
 *
 * <p>Source: {@code rsm_iovec_t}; rsm_memseg_import_putv(3RSM).
 *
 * @param type {@link #HANDLE_TYPE} or {@link #VA_TYPE}
 * @param localMemory the handle, for {@link #HANDLE_TYPE}
 * @param memory the memory, native or on the heap, for {@link #VA_TYPE}
 * @param localOffset bytes into the handle or the memory, not negative
 * @param remoteOffset bytes into the import segment, not negative
 * @param length bytes, not negative; 0 moves nothing
 */
public record IoVector(
    int type,
    @Nullable LocalMemory localMemory,
    @Nullable MemorySegment memory,
    long localOffset,
    long remoteOffset,
    long length) {

  /** The local range lies in a local memory handle. {@code RSM_HANDLE_TYPE}. */
  public static final int HANDLE_TYPE = 0x01;

  /** The local range lies at an address. {@code RSM_VA_TYPE}. */
  public static final int VA_TYPE = 0x02;

  /**
   * Makes an entry whose local range lies in a local memory handle.
   *
   * @param localMemory the handle
   * @param localOffset bytes into the handle
   * @param remoteOffset bytes into the import segment
   * @param length bytes
   * @return the entry
   */
  public static IoVector of(
      @Nullable LocalMemory localMemory, long localOffset, long remoteOffset, long length) {
    return new IoVector(HANDLE_TYPE, localMemory, null, localOffset, remoteOffset, length);
  }

  /**
   * Makes an entry whose local range lies in memory.
   *
   * @param memory native or on the heap
   * @param localOffset bytes into the memory
   * @param remoteOffset bytes into the import segment
   * @param length bytes
   * @return the entry
   */
  public static IoVector of(
      @Nullable MemorySegment memory, long localOffset, long remoteOffset, long length) {
    return new IoVector(VA_TYPE, null, memory, localOffset, remoteOffset, length);
  }
}
