// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Copies elements one by one, so that none is torn. */
final class Elements {

  private Elements() {}

  static void copy(MemorySegment from, MemorySegment to, int elementSize) {
    long size = from.byteSize();
    switch (elementSize) {
      case 1 -> MemorySegment.copy(from, 0, to, 0, size);
      case 2 -> {
        for (long at = 0; at < size; at += 2) {
          to.set(
              ValueLayout.JAVA_SHORT_UNALIGNED, at, from.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
        }
      }
      case 4 -> {
        for (long at = 0; at < size; at += 4) {
          to.set(ValueLayout.JAVA_INT_UNALIGNED, at, from.get(ValueLayout.JAVA_INT_UNALIGNED, at));
        }
      }
      default -> {
        for (long at = 0; at < size; at += 8) {
          to.set(
              ValueLayout.JAVA_LONG_UNALIGNED, at, from.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
        }
      }
    }
  }
}
