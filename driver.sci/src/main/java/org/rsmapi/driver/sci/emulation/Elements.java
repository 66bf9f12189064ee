// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Copies that tear no element on the side of the segment. There elements are aligned, and then an
 * access that need not be is one load or store all the same.
 */
final class Elements {

  private Elements() {}

  static void copy(
      MemorySegment source, long from, MemorySegment target, long to, long size, int elementSize) {
    switch (elementSize) {
      case 8 -> {
        for (long i = 0; i < size; i += Long.BYTES) {
          target.set(JAVA_LONG_UNALIGNED, to + i, source.get(JAVA_LONG_UNALIGNED, from + i));
        }
      }
      case 4 -> {
        for (long i = 0; i < size; i += Integer.BYTES) {
          target.set(JAVA_INT_UNALIGNED, to + i, source.get(JAVA_INT_UNALIGNED, from + i));
        }
      }
      case 2 -> {
        for (long i = 0; i < size; i += Short.BYTES) {
          target.set(JAVA_SHORT_UNALIGNED, to + i, source.get(JAVA_SHORT_UNALIGNED, from + i));
        }
      }
      default -> MemorySegment.copy(source, from, target, to, size);
    }
  }
}
