// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * What the segments of a soak hold.
 *
 * <pre>
 *   0     u64  generation; odd while the exporter exchanges the memory
 *   then one slot for each thread of each process:
 *   0     u64  sequence; odd while the slot is being written, 0 if it never was
 *   8     u64  generation when the record was begun
 *   16    u64  checksum of the payload
 *   24         payload
 * </pre>
 *
 * <p>A record that was begun before an exchange of the memory may lie half in the one, half in the
 * other; its generation tells.
 */
final class Layout {

  static final long GENERATION = 0;
  static final long SEQUENCE = 0;
  static final long BEGUN_IN = 8;
  static final long CHECKSUM = 16;
  static final long PAYLOAD = 24;
  static final int PAYLOAD_SIZE = 488;
  static final int RECORD_SIZE = (int) (PAYLOAD + PAYLOAD_SIZE);

  private static final long FIRST_SLOT = 64;
  private static final long SLOT_SIZE = 1024;
  private static final long FIRST_ID = 0x60_0000L;
  private static final int SEGMENTS_OF_PROCESS = 256;

  private Layout() {}

  static long slot(int index) {
    return FIRST_SLOT + index * SLOT_SIZE;
  }

  static long byteSize(int slots, long pageSize) {
    return (slot(slots) + pageSize - 1) & -pageSize;
  }

  static long segmentId(int process, int thread) {
    return FIRST_ID + (long) process * SEGMENTS_OF_PROCESS + thread;
  }

  static long checksum(MemorySegment payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload.asByteBuffer());
    return crc.getValue();
  }

  /** Fills a payload with what the random numbers say. */
  static void fill(MemorySegment payload, SplittableRandom random) {
    byte[] bytes = new byte[PAYLOAD_SIZE];
    random.nextBytes(bytes);
    MemorySegment ignored = payload.copyFrom(MemorySegment.ofArray(bytes));
  }
}
