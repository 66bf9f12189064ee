// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;

/**
 * What get and put move, and what they check, on a driver that maps, on an engine, and on a lossy
 * medium.
 */
class TransferTest extends LibraryFixture {

  @ParameterizedTest
  @EnumSource
  void singleValuesArriveAtFirstMiddleAndLastPlace(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    for (long place : new long[] {0, LENGTH / 2, LENGTH - 8}) {
      segment.put64(place, 0x8899AABBCCDDEEFFL);
      assertEquals(0x8899AABBCCDDEEFFL, memory.get(ValueLayout.JAVA_LONG, place));
      assertEquals(0x8899AABBCCDDEEFFL, segment.get64(place));
      segment.put32(place, 0x89ABCDEF);
      assertEquals(0x89ABCDEF, memory.get(ValueLayout.JAVA_INT, place));
      assertEquals(0x89ABCDEF, segment.get32(place));
      segment.put16(place, (short) 0x89AB);
      assertEquals((short) 0x89AB, memory.get(ValueLayout.JAVA_SHORT, place));
      assertEquals((short) 0x89AB, segment.get16(place));
      segment.put8(place, (byte) 0x8A);
      assertEquals((byte) 0x8A, memory.get(ValueLayout.JAVA_BYTE, place));
      assertEquals((byte) 0x8A, segment.get8(place));
    }
  }

  @ParameterizedTest
  @EnumSource
  void singleValuesAreCheckedInOrder(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment reader = connected(Permission.READ);
    assertRsmError(RsmError.BAD_MEM_ALIGNMENT, () -> reader.put64(-1, 1));
    assertRsmError(RsmError.PERM_DENIED, () -> reader.put64(-8, 1));
    assertRsmError(RsmError.BAD_OFFSET, () -> reader.get64(-8));
    assertRsmError(RsmError.BAD_OFFSET, () -> reader.get64(LENGTH));
    assertRsmError(RsmError.BAD_OFFSET, () -> reader.get8(Long.MIN_VALUE));
    assertRsmError(RsmError.BAD_OFFSET, () -> reader.get8(Long.MAX_VALUE));
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> reader.get32(0));
    reader.setMode(BarrierMode.EXPLICIT);
    assertEquals(0, reader.get32(0));
    ImportSegment writer = connected(Permission.WRITE);
    assertRsmError(RsmError.PERM_DENIED, () -> writer.get16(0));
    writer.initBarrier();
    writer.put16(2, (short) 5);
    writer.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> writer.put16(1, (short) 5));
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onMedia")
  void wholeSegmentIsMoved(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    MemorySegment buffer = arena.allocate(LENGTH + 8, 8);
    MemorySegment from = transfer.get() ? memory : buffer;
    for (long i = 0; i < LENGTH; i++) {
      from.set(ValueLayout.JAVA_BYTE, i, (byte) (31 * i + 7));
    }
    buffer.set(ValueLayout.JAVA_LONG, LENGTH, -1);
    transfer.call().on(segment, 0, buffer, LENGTH / transfer.width());
    assertEquals(-1, buffer.asSlice(0, LENGTH).mismatch(memory));
    assertEquals(-1, buffer.get(ValueLayout.JAVA_LONG, LENGTH));
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onMedia")
  void checksComeInTheOrderOfTheManual(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    MemorySegment buffer = arena.allocate(2 * PAGE, 8);
    Transfer.Call call = transfer.call();
    int width = transfer.width();
    ImportSegment without = connected(transfer.get() ? Permission.WRITE : Permission.READ);
    assertRsmError(RsmError.BAD_ADDR, () -> call.on(without, 1, null, 0));
    if (width > 1) {
      assertRsmError(RsmError.BAD_MEM_ALIGNMENT, () -> call.on(without, -1, buffer.asSlice(1), 0));
      assertRsmError(RsmError.BAD_MEM_ALIGNMENT, () -> call.on(without, LENGTH + 1, buffer, 1));
    }
    assertRsmError(RsmError.PERM_DENIED, () -> call.on(without, 2 * LENGTH, buffer, 1));
    ImportSegment segment = connected(Permission.RDWR);
    assertRsmError(RsmError.BAD_OFFSET, () -> call.on(segment, -width, buffer, 1));
    assertRsmError(RsmError.BAD_OFFSET, () -> call.on(segment, Long.MIN_VALUE, buffer, 1));
    assertRsmError(RsmError.BAD_OFFSET, () -> call.on(segment, LENGTH, buffer, 1));
    assertRsmError(RsmError.BAD_OFFSET, () -> call.on(segment, LENGTH + width, buffer, 0));
    assertRsmError(RsmError.BAD_LENGTH, () -> call.on(segment, LENGTH - width, buffer, 2));
    for (long count : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 61}) {
      assertRsmError(RsmError.BAD_LENGTH, () -> call.on(segment, 0, buffer, count));
      assertRsmError(RsmError.BAD_LENGTH, () -> call.on(segment, PAGE, buffer, count));
    }
    long tooMany = 2 * PAGE / width + 1;
    assertRsmError(RsmError.BAD_ADDR, () -> call.on(segment, 0, buffer, tooMany));
    if (transfer.get()) {
      assertRsmError(RsmError.BAD_ADDR, () -> call.on(segment, 0, buffer.asReadOnly(), 1));
    }
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.on(segment, 0, buffer, 1));
    Barrier barrier = segment.initBarrier();
    call.on(segment, LENGTH, buffer, 0);
    call.on(segment, LENGTH - width, buffer, 1);
    assertRsmError(RsmError.BAD_ADDR, () -> call.on(segment, 0, buffer, tooMany));
    barrier.destroy();
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.on(segment, 0, buffer, 1));
    segment.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> call.on(segment, 0, null, 1));
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onMedia")
  void closedAndHeapBuffers(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    MemorySegment closed;
    try (Arena shortLived = Arena.ofConfined()) {
      closed = shortLived.allocate(PAGE, 8);
    }
    assertRsmError(RsmError.BAD_ADDR, () -> transfer.call().on(segment, 0, closed, 1));
    MemorySegment heap = MemorySegment.ofArray(new long[2]);
    transfer.call().on(segment, 0, heap, 2);
    assertRsmError(RsmError.BAD_ADDR, () -> transfer.call().on(segment, 0, heap, 17));
  }

  @ParameterizedTest
  @EnumSource
  void anyLiveBarrierServesAndNoneIsNeededInExplicitMode(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    segment.setMode(BarrierMode.EXPLICIT);
    segment.put64(0, 1);
    segment.setMode(BarrierMode.IMPLICIT);
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> segment.put64(0, 1));
    Barrier first = segment.initBarrier();
    Barrier second = segment.initBarrier();
    second.open();
    second.destroy();
    segment.put64(0, 1);
    first.open();
    segment.put64(0, 2);
    first.closeBarrier();
    first.destroy();
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> segment.get64(0));
    segment.initBarrier();
    assertEquals(2, segment.get64(0));
    segment.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @EnumSource
  void getAndPutBesideAMapping(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    segment.put64(0, 4);
    if (driver.mapping) {
      MemorySegment mapped = segment.map(Permission.RDWR, PAGE, PAGE);
      mapped.set(ValueLayout.JAVA_LONG, 8, 5);
      assertEquals(5, segment.get64(PAGE + 8));
      segment.put64(3 * PAGE, 6);
      segment.put64(PAGE, 7);
      assertEquals(7, mapped.get(ValueLayout.JAVA_LONG, 0));
      segment.unmap();
    }
    assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
    segment.disconnect();
  }
}
