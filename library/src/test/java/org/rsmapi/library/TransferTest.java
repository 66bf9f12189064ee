// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** Every rule of get and put, on a driver that maps, on an engine, and on a lossy medium. */
class TransferTest extends LibraryFixture {

  /** A transfer through a buffer. */
  record Transfer(String name, boolean get, int width, Call call) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** The call behind a {@link Transfer}. */
  interface Call {
    void on(ImportSegment segment, long offset, MemorySegment buffer, long count);
  }

  private static final List<Transfer> TRANSFERS =
      List.of(
          new Transfer("get", true, 1, ImportSegment::get),
          new Transfer("get8", true, 1, ImportSegment::get8),
          new Transfer("get16", true, 2, ImportSegment::get16),
          new Transfer("get32", true, 4, ImportSegment::get32),
          new Transfer("get64", true, 8, ImportSegment::get64),
          new Transfer("put", false, 1, ImportSegment::put),
          new Transfer("put8", false, 1, ImportSegment::put8),
          new Transfer("put16", false, 2, ImportSegment::put16),
          new Transfer("put32", false, 4, ImportSegment::put32),
          new Transfer("put64", false, 8, ImportSegment::put64));

  static Stream<Object[]> transfersOnMedia() {
    List<Object[]> all = new ArrayList<>();
    for (Medium medium : Medium.values()) {
      TRANSFERS.forEach(transfer -> all.add(new Object[] {medium, transfer}));
    }
    return all.stream();
  }

  static Stream<Medium> media() {
    return Stream.of(Medium.values());
  }

  @ParameterizedTest
  @MethodSource("media")
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
  @MethodSource("media")
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
  @MethodSource("transfersOnMedia")
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
  @MethodSource("transfersOnMedia")
  void checksComeInTheOrderOfTheManual(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    MemorySegment buffer = arena.allocate(2 * PAGE, 8);
    Call call = transfer.call();
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
  @MethodSource("transfersOnMedia")
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
  @MethodSource("transfersOnMedia")
  void brokenConnectionIsReportedLast(Medium medium, Transfer transfer) {
    medium.in(driver);
    ExportSegment exporter = published();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    ImportSegment bare = connected(Permission.RDWR);
    ImportSegment segment = ready();
    exporter.unpublish();
    exporter.publish(SegmentId.of(0x400001), null);
    Call call = transfer.call();
    assertRsmError(RsmError.BAD_OFFSET, () -> call.on(segment, LENGTH, buffer, 1));
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.on(bare, 0, buffer, 1));
    assertRsmError(RsmError.CONN_ABORTED, () -> call.on(segment, 0, buffer, 1));
    segment.setMode(BarrierMode.EXPLICIT);
    assertRsmError(RsmError.CONN_ABORTED, () -> call.on(segment, 0, buffer, 1));
    segment.disconnect();
  }

  @ParameterizedTest
  @MethodSource("transfersOnMedia")
  void lossIsReportedInImplicitModeAndForgotten(Medium medium, Transfer transfer) {
    medium.in(driver);
    driver.lossy = true;
    published();
    ImportSegment segment = ready();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    driver.lossAfterTransfers = 1;
    assertRsmError(RsmError.BARRIER_FAILURE, () -> transfer.call().on(segment, 0, buffer, 1));
    transfer.call().on(segment, 0, buffer, 1);
    segment.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @MethodSource("transfersOnEngines")
  void whatAnEngineReportsBecomesADocumentedCode(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    for (RsmError code : RsmError.values()) {
      if (code == RsmError.SUCCESS) {
        continue;
      }
      driver.transferFailure = new RsmException(code, "", "");
      RsmError expected =
          switch (code) {
            case CONN_ABORTED, BAD_ADDR, INSUFFICIENT_RESOURCES -> code;
            case INSUFFICIENT_MEM -> RsmError.INSUFFICIENT_RESOURCES;
            default -> RsmError.BARRIER_FAILURE;
          };
      assertRsmError(expected, () -> transfer.call().on(segment, 0, buffer, 1));
    }
    assertTrue(Thread.interrupted());
    driver.transferFailure = new IllegalArgumentException("a defect");
    assertRsmError(RsmError.BARRIER_FAILURE, () -> transfer.call().on(segment, 0, buffer, 1));
  }

  static Stream<Object[]> transfersOnEngines() {
    return transfersOnMedia().filter(each -> each[0].toString().endsWith("ENGINE"));
  }

  @ParameterizedTest
  @MethodSource("transfersOnEngines")
  void theStateCountsForMoreThanWhatTheDriverSays(Medium medium, Transfer transfer) {
    medium.in(driver);
    ExportSegment exporter = published();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    ImportSegment gone = ready();
    driver.transferFailure = new RsmException(RsmError.INSUFFICIENT_RESOURCES, "", "");
    driver.beforeTransfer = gone::disconnect;
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> transfer.call().on(gone, 0, buffer, 1));
    ImportSegment broken = ready();
    driver.beforeTransfer = exporter::unpublish;
    assertRsmError(RsmError.CONN_ABORTED, () -> transfer.call().on(broken, 0, buffer, 1));
    broken.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @MethodSource("transfersOnEngines")
  void bufferClosedMeanwhile(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    Arena shortLived = Arena.ofShared();
    MemorySegment buffer = shortLived.allocate(PAGE, 8);
    driver.beforeTransfer = shortLived::close;
    assertRsmError(RsmError.BAD_ADDR, () -> transfer.call().on(segment, 0, buffer, 1));
  }

  @ParameterizedTest
  @MethodSource("media")
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
  @MethodSource("media")
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
