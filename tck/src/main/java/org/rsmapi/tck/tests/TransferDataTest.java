// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.tests.TransferAssertions.assertMoves;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.element;
import static org.rsmapi.tck.tests.TransferAssertions.fill;
import static org.rsmapi.tck.tests.TransferAssertions.setElement;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** The data that rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM) move. */
@ExtendWith(TestBedExtension.class)
final class TransferDataTest {

  private static final String PUTS = "org.rsmapi.tck.support.Transfer#puts";
  private static final String GETS = "org.rsmapi.tck.support.Transfer#gets";

  @Rule(RuleId.PUT_DATA_01)
  @ParameterizedTest
  @MethodSource(PUTS)
  void putReachesTheExporterAndNothingElse(Transfer transfer, TestBed bed) {
    firstMiddleAndLast(transfer, bed);
  }

  @Rule(RuleId.GET_DATA_01)
  @ParameterizedTest
  @MethodSource(GETS)
  void getFillsTheBufferAndNothingElse(Transfer transfer, TestBed bed) {
    firstMiddleAndLast(transfer, bed);
  }

  private static void firstMiddleAndLast(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment buffer = buffer(bed, transfer, 20);
    int width = transfer.width();
    long middle = link.size() / 2 + 8L * 7;
    for (int count : new int[] {1, 5, 19}) {
      for (long offset : new long[] {0, middle, link.size() - (long) count * width}) {
        assertMoves(transfer, link.imported(), link.memory(), offset, buffer, count);
      }
    }
    for (long offset : new long[] {0, middle, link.size() - width}) {
      assertMovesOne(bed, transfer, link.imported(), link.memory(), offset);
    }
  }

  @Rule(RuleId.XFER_DATA_01)
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GET", "PUT"})
  void countIsOfElements(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    long all = link.size() / transfer.width();
    MemorySegment buffer = buffer(bed, transfer, all + 1);
    assertMoves(transfer, link.imported(), link.memory(), 0, buffer, 1);
    assertMoves(transfer, link.imported(), link.memory(), 0, buffer, all);
  }

  @Rule(RuleId.XFER_DATA_02)
  @ParameterizedTest
  @EnumSource(names = {"GET16", "GET32", "GET64", "PUT16", "PUT32", "PUT64"})
  void elementsAreInNativeOrder(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    int width = transfer.width();
    long value = 0x0123_4567_89AB_CDEFL;
    byte[] eight =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array();
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    MemorySegment inOrder =
        MemorySegment.ofArray(eight).asSlice(little ? 0 : Long.BYTES - width, width);
    MemorySegment buffer = buffer(bed, transfer, 3);
    if (transfer.isGet()) {
      MemorySegment.copy(inOrder, 0, link.memory(), 8L * width, width);
      transfer.run(link.imported(), 7L * width, buffer, 3);
      assertEquals(element(inOrder, 0, width), element(buffer, width, width));
      assertEquals(element(inOrder, 0, width), transfer.runSingle(link.imported(), 8L * width, 0));
    } else {
      setElement(buffer, width, width, value);
      transfer.run(link.imported(), 7L * width, buffer, 3);
      assertArrayEquals(bytes(inOrder), bytes(link.memory().asSlice(8L * width, width)));
      assertEquals(0, transfer.runSingle(link.imported(), 16L * width, value));
      assertArrayEquals(bytes(inOrder), bytes(link.memory().asSlice(16L * width, width)));
    }
  }

  @Rule(RuleId.XFER_DATA_05)
  @ParameterizedTest
  @EnumSource
  void bufferMayBeAnArray(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    int size = 40;
    List<MemorySegment> arrays =
        switch (transfer.width()) {
          case 1 -> List.of(MemorySegment.ofArray(new byte[size]));
          case 2 ->
              List.of(
                  MemorySegment.ofArray(new short[size]), MemorySegment.ofArray(new char[size]));
          case 4 ->
              List.of(MemorySegment.ofArray(new int[size]), MemorySegment.ofArray(new float[size]));
          default ->
              List.of(
                  MemorySegment.ofArray(new long[size]), MemorySegment.ofArray(new double[size]));
        };
    for (MemorySegment array : arrays) {
      assertMoves(transfer, link.imported(), link.memory(), bed.page(), array, size);
      assertMoves(transfer, link.imported(), link.memory(), bed.page(), array, 1);
      MemorySegment inner = array.asSlice(3L * transfer.width());
      assertMoves(transfer, link.imported(), link.memory(), 64, inner, size - 5);
    }
  }

  @Rule(RuleId.XFER_DATA_06)
  @ParameterizedTest
  @EnumSource
  void importsOfOneSegmentSeeTheSame(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    ImportSegment other = bed.ready(link.exported());
    long elements = 9;
    long offset = bed.page() - 4L * transfer.width();
    MemorySegment sent = buffer(bed, transfer, elements);
    MemorySegment received = buffer(bed, transfer, elements);
    fill(sent, 3);
    if (transfer.isGet()) {
      link.imported().put(offset, sent, sent.byteSize());
      transfer.run(other, offset, received, elements);
      assertEquals(element(sent, 0, transfer.width()), transfer.runSingle(other, offset, 0));
    } else {
      transfer.run(link.imported(), offset, sent, elements);
      other.get(offset, received, received.byteSize());
      if (!transfer.isPlain()) {
        assertEquals(0, transfer.runSingle(link.imported(), 0, 0x1122_3344_5566_7788L));
        assertEquals(
            element(link.memory(), 0, transfer.width()),
            element(whole(bed, other), 0, transfer.width()));
        assertEquals((byte) 0x88, (byte) element(link.memory(), 0, transfer.width()));
      }
    }
    assertArrayEquals(bytes(sent), bytes(received));
    assertArrayEquals(bytes(link.memory()), bytes(whole(bed, other)));
  }

  private static MemorySegment whole(TestBed bed, ImportSegment segment) {
    MemorySegment all = bed.arena().allocate(segment.length());
    segment.get(0, all, all.byteSize());
    return all;
  }

  @Rule(RuleId.XFER8_BAD_MEM_ALIGNMENT_01)
  @ParameterizedTest
  @EnumSource(names = {"GET", "GET8", "PUT", "PUT8"})
  void bytesNeedNoAlignment(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment aligned = bed.arena().allocate(200, Long.BYTES);
    for (long address : new long[] {0, 1, 3, 7}) {
      for (long offset : new long[] {0, 1, 3, 7, bed.page() - 1}) {
        for (long length : new long[] {1, 3, 7, 63, 101}) {
          MemorySegment buffer = aligned.asSlice(address);
          assertMoves(transfer, link.imported(), link.memory(), offset, buffer, length);
        }
        assertMovesOne(bed, transfer, link.imported(), link.memory(), offset);
      }
    }
  }

  @Rule(RuleId.XFER_LIMIT_01)
  @ParameterizedTest
  @EnumSource
  void transferMayEndAtTheEndAndMayBeEmpty(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment buffer = buffer(bed, transfer, 12);
    long end = link.size() - 12L * transfer.width();
    assertMoves(transfer, link.imported(), link.memory(), end, buffer, 12);
    assertMovesOne(bed, transfer, link.imported(), link.memory(), link.size() - transfer.width());
    for (long offset : new long[] {0, link.size()}) {
      assertMoves(transfer, link.imported(), link.memory(), offset, buffer, 0);
      assertMoves(transfer, link.imported(), link.memory(), offset, buffer.asSlice(0, 0), 0);
    }
  }

  @Rule(RuleId.GET_OK_01)
  @ParameterizedTest
  @MethodSource(GETS)
  void readingNeedsNoMoreThanTheRightToRead(Transfer transfer, TestBed bed) {
    MemorySegment memory = bed.memory(2);
    ExportSegment exported = bed.controller().createExport(memory, memory.byteSize());
    SegmentId id = exported.publish(bed.freshId(), List.of(new AccessEntry(bed.node(), 0400)));
    ImportSegment imported = bed.controller().connect(bed.node(), id, Permission.READ);
    imported.initBarrier();
    for (BarrierMode mode : BarrierMode.values()) {
      imported.setMode(mode);
      assertMovesOne(bed, transfer, imported, memory, bed.page());
      assertMoves(transfer, imported, memory, 0, buffer(bed, transfer, 10), 10);
    }
  }
}
