// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter tells everybody of a published segment: a SISCI segment whose id is that of
 * RSMAPI, so that an id is unique on its node, and free when the process ends. The memory itself is
 * another SISCI segment, whose id only those learn who may connect.
 *
 * <pre>
 *   0 u64 magic   8 u32 version   12 u32 id   16 u32 data interrupt of the exporter
 * </pre>
 *
 * @param id the id in RSMAPI
 * @param interrupt where the exporter receives messages
 */
record PublishedSegment(int id, int interrupt) {

  /** How much of the block is used. */
  static final long SIZE = 24;

  private static final long MAGIC = 0x3130_4943_534D_5352L;
  private static final int VERSION = 1;

  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

  void write(MemorySegment block) {
    block.set(U32, 8, VERSION);
    block.set(U32, 12, id);
    block.set(U32, 16, interrupt);
    block.set(U64, 0, MAGIC);
  }

  /** Reads a copy of a block; null if it is something else. */
  static @Nullable PublishedSegment read(MemorySegment block, int id) {
    boolean ours =
        block.get(U64, 0) == MAGIC && block.get(U32, 8) == VERSION && block.get(U32, 12) == id;
    return ours ? new PublishedSegment(id, block.get(U32, 16)) : null;
  }
}
