// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * Copies without tearing an element: the side that others see is aligned for the elements, and each
 * is one load or store of its size, or part of a larger one.
 *
 * <p>Larger copies go to the copy of the JDK, if both sides are aligned: it then copies in units of
 * a multiple of the element (as {@code Unsafe.copyMemory} says). Small ones it copies in whichever
 * units fit, aligned or not, so they are copied element by element, as is what is not aligned on
 * the side of the caller.
 */
final class Elements {

  /** From here on the copy of the JDK is worth it, and is the one that knows of units. */
  private static final long LARGE = 2048;

  private Elements() {}

  static void copy(
      MemorySegment source,
      long sourceOffset,
      MemorySegment target,
      long targetOffset,
      long size,
      int elementSize) {
    if (elementSize == 1 || (size >= LARGE && isAligned(source, target, elementSize))) {
      MemorySegment.copy(source, sourceOffset, target, targetOffset, size);
      return;
    }
    switch (elementSize) {
      case 2 -> copyShorts(source, sourceOffset, target, targetOffset, size);
      case 4 -> copyInts(source, sourceOffset, target, targetOffset, size);
      case 8 -> copyLongs(source, sourceOffset, target, targetOffset, size);
      default -> throw new IllegalArgumentException("elementSize=" + elementSize);
    }
  }

  /** Offsets are aligned, so it takes only the segments. */
  private static boolean isAligned(MemorySegment source, MemorySegment target, int elementSize) {
    return source.maxByteAlignment() >= elementSize && target.maxByteAlignment() >= elementSize;
  }

  private static void copyShorts(
      MemorySegment source, long sourceOffset, MemorySegment target, long targetOffset, long size) {
    for (long i = 0; i < size; i += Short.BYTES) {
      short element = source.get(JAVA_SHORT_UNALIGNED, sourceOffset + i);
      target.set(JAVA_SHORT_UNALIGNED, targetOffset + i, element);
    }
  }

  private static void copyInts(
      MemorySegment source, long sourceOffset, MemorySegment target, long targetOffset, long size) {
    for (long i = 0; i < size; i += Integer.BYTES) {
      int element = source.get(JAVA_INT_UNALIGNED, sourceOffset + i);
      target.set(JAVA_INT_UNALIGNED, targetOffset + i, element);
    }
  }

  private static void copyLongs(
      MemorySegment source, long sourceOffset, MemorySegment target, long targetOffset, long size) {
    for (long i = 0; i < size; i += Long.BYTES) {
      long element = source.get(JAVA_LONG_UNALIGNED, sourceOffset + i);
      target.set(JAVA_LONG_UNALIGNED, targetOffset + i, element);
    }
  }
}
