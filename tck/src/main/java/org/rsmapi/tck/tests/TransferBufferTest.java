// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.rsmapi.tck.tests.TransferAssertions.assertMoves;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.assertOneRefused;
import static org.rsmapi.tck.tests.TransferAssertions.assertRefused;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.fill;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.RsmAssertions;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** Local buffers and alignment in rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM). */
@ExtendWith(TestBedExtension.class)
final class TransferBufferTest {

  @Rule(RuleId.XFER_BAD_ADDR_01)
  @ParameterizedTest
  @EnumSource
  void noBufferIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), link.memory(), 0, null, 1);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), link.memory(), 0, null, 0);
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
  }

  @Rule(RuleId.XFER_BAD_ADDR_02)
  @ParameterizedTest
  @EnumSource
  void closedOrShortBufferIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment memory = link.memory();
    fill(memory, 1);
    MemorySegment buffer = buffer(bed, transfer, 8);
    MemorySegment oneByteShort = buffer.asSlice(0, buffer.byteSize() - 1);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), memory, 64, oneByteShort, 8);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), memory, 64, buffer, 9);
    MemorySegment empty = buffer.asSlice(0, 0);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), memory, 64, empty, 1);
    MemorySegment array = MemorySegment.ofArray(new long[8]);
    assertRefused(
        RsmError.BAD_ADDR, transfer, link.imported(), memory, 0, array, 65 / transfer.width() + 1);
    assertMoves(transfer, link.imported(), memory, 64, oneByteShort, 7);
    assertMoves(transfer, link.imported(), memory, 64, buffer, 8);

    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(64, Long.BYTES);
      assertMoves(transfer, link.imported(), memory, 64, closed, 8);
    }
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), memory, 64, closed, 8);
    assertRefused(RsmError.BAD_ADDR, transfer, link.imported(), memory, 64, closed, 1);
    ofAnotherThread(transfer, link);
  }

  private static void ofAnotherThread(Transfer transfer, TransferLink link) {
    byte[] before = bytes(link.memory());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ours = arena.allocate(64, Long.BYTES);
      Threads.Call other =
          Threads.start(
              () ->
                  RsmAssertions.assertRsmError(
                      RsmError.BAD_ADDR, () -> transfer.run(link.imported(), 64, ours, 8)));
      Assertions.assertEquals(RsmError.SUCCESS, other.code());
      Assertions.assertArrayEquals(before, bytes(link.memory()));
      assertMoves(transfer, link.imported(), link.memory(), 64, ours, 8);
    }
  }

  @Rule(RuleId.GET_BAD_ADDR_01)
  @ParameterizedTest
  @MethodSource("org.rsmapi.tck.support.Transfer#gets")
  void readOnlyBufferIsRefusedAsTargetAlone(Transfer get, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    fill(link.memory(), 1);
    for (MemorySegment buffer :
        new MemorySegment[] {buffer(bed, get, 8), MemorySegment.ofArray(new long[8])}) {
      MemorySegment readOnly = buffer.asReadOnly();
      assertRefused(RsmError.BAD_ADDR, get, link.imported(), link.memory(), 8, readOnly, 8);
      assertMoves(get, link.imported(), link.memory(), 8, buffer, 8);
      Transfer put = Transfer.valueOf(get.name().replace("GET", "PUT"));
      fill(buffer, 2);
      put.run(link.imported(), 64, readOnly, 8);
      long bytes = 8L * get.width();
      Assertions.assertEquals(
          -1, buffer.asSlice(0, bytes).mismatch(link.memory().asSlice(64, bytes)));
    }
  }

  @Rule(RuleId.XFER16_BAD_MEM_ALIGNMENT_01)
  @ParameterizedTest
  @EnumSource(names = {"GET16", "PUT16"})
  void oddAddressOrOffsetIsRefusedFor16Bits(Transfer transfer, TestBed bed) {
    misaligned(transfer, bed, 1);
  }

  @Rule(RuleId.XFER32_BAD_MEM_ALIGNMENT_01)
  @ParameterizedTest
  @EnumSource(names = {"GET32", "PUT32"})
  void misalignedAddressOrOffsetIsRefusedFor32Bits(Transfer transfer, TestBed bed) {
    misaligned(transfer, bed, 1, 2, 3);
  }

  @Rule(RuleId.XFER64_BAD_MEM_ALIGNMENT_01)
  @ParameterizedTest
  @EnumSource(names = {"GET64", "PUT64"})
  void misalignedAddressOrOffsetIsRefusedFor64Bits(Transfer transfer, TestBed bed) {
    misaligned(transfer, bed, 1, 2, 4, 7);
  }

  private static void misaligned(Transfer transfer, TestBed bed, int... distances) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment memory = link.memory();
    fill(memory, 1);
    RsmError expected = RsmError.BAD_MEM_ALIGNMENT;
    MemorySegment buffer = bed.arena().allocate(128, Long.BYTES);
    MemorySegment array = MemorySegment.ofArray(new long[16]);
    long width = transfer.width();
    for (int distance : distances) {
      for (int count = 0; count <= 3; count++) {
        MemorySegment beside = buffer.asSlice(distance);
        assertRefused(expected, transfer, link.imported(), memory, width, beside, count);
        assertRefused(expected, transfer, link.imported(), memory, width + distance, buffer, count);
        assertRefused(expected, transfer, link.imported(), memory, width + distance, array, count);
        assertRefused(expected, transfer, link.imported(), memory, width + distance, beside, count);
      }
      assertOneRefused(expected, bed, transfer, link.imported(), memory, width + distance);
      assertOneRefused(expected, bed, transfer, link.imported(), memory, distance);
    }
    assertMovesOne(bed, transfer, link.imported(), memory, width);
    assertMoves(transfer, link.imported(), memory, width, buffer.asSlice(width), 3);
    assertMoves(transfer, link.imported(), memory, 0, array, 0);
  }
}
