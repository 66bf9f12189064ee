// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What is transferred: each round has other bytes than the one before, none of them zero. */
final class Payload {

  private static final int PERIOD = 127;

  private Payload() {}

  private static byte at(int round, long offset) {
    // The second half of a byte's values in each other round, the first half in the others.
    return (byte) (1 + offset % PERIOD + (round % 2 == 0 ? 0 : PERIOD));
  }

  /** Returns a part of the bytes of a round. */
  static byte[] part(int round, int offset, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = at(round, offset + i);
    }
    return bytes;
  }

  /** Counts the bytes of a whole memory that are those of a round. */
  static long count(int round, MemorySegment memory) {
    long count = 0;
    for (long i = 0; i < memory.byteSize(); i++) {
      if (memory.get(ValueLayout.JAVA_BYTE, i) == at(round, i)) {
        count++;
      }
    }
    return count;
  }
}
