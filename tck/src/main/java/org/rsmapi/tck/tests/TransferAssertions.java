// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.Transfer;

/** What a transfer must have done to the exporter's memory and to the local buffer. */
final class TransferAssertions {

  private TransferAssertions() {}

  /** Fills memory with bytes that depend on a seed. */
  static void fill(MemorySegment memory, long seed) {
    byte[] pattern = new byte[Math.toIntExact(memory.byteSize())];
    new Random(seed).nextBytes(pattern);
    MemorySegment.copy(MemorySegment.ofArray(pattern), 0, memory, 0, pattern.length);
  }

  static byte[] bytes(MemorySegment memory) {
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  /** Returns a value of so many bytes in native order, its sign extended. */
  static long element(MemorySegment memory, long offset, int width) {
    return switch (width) {
      case 1 -> memory.get(ValueLayout.JAVA_BYTE, offset);
      case 2 -> memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, offset);
      case 4 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
      default -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    };
  }

  /** Sets a value of so many bytes in native order. */
  static void setElement(MemorySegment memory, long offset, int width, long value) {
    switch (width) {
      case 1 -> memory.set(ValueLayout.JAVA_BYTE, offset, (byte) value);
      case 2 -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) value);
      case 4 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, offset, (int) value);
      default -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
    }
  }

  /** Allocates a local buffer for so many elements, aligned for every transfer. */
  static MemorySegment buffer(TestBed bed, Transfer transfer, long elements) {
    return bed.arena().allocate(elements * transfer.width(), Long.BYTES);
  }

  /** Asserts that a transfer moves the elements, and touches nothing beside them. */
  static void assertMoves(
      Transfer transfer,
      ImportSegment segment,
      MemorySegment memory,
      long offset,
      MemorySegment buffer,
      long count) {
    fill(memory, offset);
    fill(buffer, ~offset);
    byte[] remote = bytes(memory);
    byte[] local = bytes(buffer);
    int length = Math.toIntExact(count * transfer.width());
    if (transfer.isGet()) {
      System.arraycopy(remote, Math.toIntExact(offset), local, 0, length);
    } else {
      System.arraycopy(local, 0, remote, Math.toIntExact(offset), length);
    }
    transfer.run(segment, offset, buffer, count);
    assertArrayEquals(remote, bytes(memory), "exporter memory");
    assertArrayEquals(local, bytes(buffer), "local buffer");
  }

  /** Asserts the same of the form without a buffer; twice, since the first value may be kept. */
  static void assertMovesSingle(
      Transfer transfer, ImportSegment segment, MemorySegment memory, long offset) {
    for (long seed : new long[] {offset, ~offset}) {
      fill(memory, seed);
      byte[] remote = bytes(memory);
      long value = element(memory, offset, transfer.width()) ^ -1L;
      if (!transfer.isGet()) {
        setElement(MemorySegment.ofArray(remote), offset, transfer.width(), value);
      }
      long found = transfer.runSingle(segment, offset, value);
      if (transfer.isGet()) {
        assertEquals(value ^ -1L, found);
      }
      assertArrayEquals(remote, bytes(memory), "exporter memory");
    }
  }

  /** Asserts that one element can be moved, in each form that the transfer has. */
  static void assertMovesOne(
      TestBed bed, Transfer transfer, ImportSegment segment, MemorySegment memory, long offset) {
    assertMoves(transfer, segment, memory, offset, buffer(bed, transfer, 1), 1);
    if (!transfer.isPlain()) {
      assertMovesSingle(transfer, segment, memory, offset);
    }
  }

  /** Asserts that a transfer fails, and has changed neither side. */
  static void assertRefused(
      RsmError expected,
      Transfer transfer,
      ImportSegment segment,
      MemorySegment memory,
      long offset,
      @Nullable MemorySegment buffer,
      long count) {
    byte[] remote = bytes(memory);
    byte[] local = isReadable(buffer) ? bytes(buffer) : new byte[0];
    assertRsmError(expected, () -> transfer.run(segment, offset, buffer, count));
    assertArrayEquals(remote, bytes(memory), "exporter memory");
    if (isReadable(buffer)) {
      assertArrayEquals(local, bytes(buffer), "local buffer");
    }
  }

  private static boolean isReadable(@Nullable MemorySegment buffer) {
    return buffer != null
        && buffer.scope().isAlive()
        && buffer.isAccessibleBy(Thread.currentThread());
  }

  /** Asserts that one element cannot be moved, in each form that the transfer has. */
  static void assertOneRefused(
      RsmError expected,
      TestBed bed,
      Transfer transfer,
      ImportSegment segment,
      MemorySegment memory,
      long offset) {
    MemorySegment buffer = buffer(bed, transfer, 1);
    fill(memory, 1);
    fill(buffer, 2);
    assertRefused(expected, transfer, segment, memory, offset, buffer, 1);
    if (!transfer.isPlain()) {
      byte[] remote = bytes(memory);
      assertRsmError(expected, () -> transfer.runSingle(segment, offset, 0x5A));
      assertArrayEquals(remote, bytes(memory), "exporter memory");
    }
  }
}
