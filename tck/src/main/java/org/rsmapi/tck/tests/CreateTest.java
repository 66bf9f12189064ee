// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_export_create: what works, and what arguments are refused. */
@ExtendWith(TestBedExtension.class)
final class CreateTest {

  private static final byte PATTERN = 0x5A;

  @Rule(RuleId.CREATE_OK_01)
  @Test
  void segmentHasTheSizeAndLeavesTheMemoryAsItIs(TestBed bed) {
    MemorySegment memory = bed.memory(1).fill(PATTERN);
    ExportSegment segment = bed.controller().createExport(memory, bed.page(), 0);
    assertEquals(bed.page(), segment.length());
    assertFilled(memory, PATTERN);
    segment.publish(bed.freshId(), null);
    assertFilled(memory, PATTERN);
    ImportSegment imported = bed.ready(segment);
    assertEquals(bed.page(), imported.length());
    assertEquals(PATTERN, imported.get8(0));
    assertEquals(PATTERN, imported.get8(bed.page() - 1));
  }

  private static void assertFilled(MemorySegment memory, byte expected) {
    for (long i = 0; i < memory.byteSize(); i++) {
      assertEquals(expected, memory.get(ValueLayout.JAVA_BYTE, i));
    }
  }

  @Rule(RuleId.CREATE_OK_02)
  @Test
  void oneMemoryBacksTwoSegments(TestBed bed) {
    MemorySegment memory = bed.memory(2);
    ExportSegment first = bed.published(memory, 0);
    ExportSegment second = bed.published(memory, 0);
    ImportSegment throughFirst = bed.ready(first);
    ImportSegment throughSecond = bed.ready(second);
    assertNotEquals(TestBed.idOf(first), TestBed.idOf(second));

    throughFirst.put64(bed.page(), 11);
    assertEquals(11, throughSecond.get64(bed.page()));
    throughSecond.put64(0, 12);
    assertEquals(12, throughFirst.get64(0));
    assertEquals(12, memory.get(ValueLayout.JAVA_LONG, 0));

    first.destroy();
    assertRsmError(RsmError.CONN_ABORTED, () -> throughFirst.get64(0));
    throughSecond.put64(0, 13);
    assertEquals(13, memory.get(ValueLayout.JAVA_LONG, 0));
    memory.set(ValueLayout.JAVA_LONG, 8, 14);
    assertEquals(14, throughSecond.get64(8));
  }

  @Rule(RuleId.CREATE_OK_03)
  @ParameterizedTest
  @ValueSource(
      ints = {
        ExportSegment.ALLOW_REBIND,
        ExportSegment.DONTWAIT,
        ExportSegment.ALLOW_REBIND | ExportSegment.DONTWAIT,
        0x08,
        0x4000_0000,
        Integer.MIN_VALUE,
        ~ExportSegment.LOCK_OPS,
      })
  void flagsAreAcceptedAndUnknownOnesIgnored(int flags, TestBed bed) {
    ExportSegment segment = bed.exported(1, flags);
    assertEquals(bed.page(), segment.length());
    segment.publish(bed.freshId(), null);
    ImportSegment imported = bed.ready(segment);
    imported.put32(0, flags);
    assertEquals(flags, imported.get32(0));
    segment.destroy();
    // The flag that has a meaning at publish is known to create.
    bed.exported(1, ExportSegment.LOCK_OPS).destroy();
  }

  @Rule(RuleId.CREATE_BAD_CTLR_HNDL_01)
  @Test
  void releasedControllerIsRefused(TestBed bed) {
    RsmController released = bed.anotherController();
    MemorySegment memory = bed.memory(1);
    released.createExport(memory, bed.page()).destroy();
    released.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.createExport(memory, memory.byteSize()));
    bed.controller().createExport(memory, bed.page()).destroy();
  }

  @Rule(RuleId.CREATE_BAD_ADDR_01)
  @Test
  void nullMemoryIsRefused(TestBed bed) {
    assertRsmError(RsmError.BAD_ADDR, () -> bed.controller().createExport(null, bed.page(), 0));
    assertCreates(bed, bed.memory(1));
  }

  @Rule(RuleId.CREATE_BAD_ADDR_02)
  @Test
  void heapMemoryIsRefused(TestBed bed) {
    int page = Math.toIntExact(bed.page());
    MemorySegment bytes = MemorySegment.ofArray(new byte[page]);
    MemorySegment longs = MemorySegment.ofArray(new long[page / Long.BYTES]);
    for (MemorySegment heap : List.of(bytes, longs)) {
      assertRsmError(RsmError.BAD_ADDR, () -> bed.controller().createExport(heap, page));
    }
    assertCreates(bed, bed.memory(1));
  }

  @Rule(RuleId.CREATE_BAD_ADDR_03)
  @Test
  void memoryThatIsNotThereIsRefused(TestBed bed) {
    long page = bed.page();
    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(page, page);
    }
    assertRsmError(RsmError.BAD_ADDR, () -> bed.controller().createExport(closed, page));
    MemorySegment memory = bed.memory(4);
    assertRsmError(
        RsmError.BAD_ADDR, () -> bed.controller().createExport(memory, memory.byteSize() + page));
    assertRsmError(
        RsmError.BAD_ADDR,
        () -> bed.controller().createExport(memory.asSlice(page, page), 2 * page));
    long largest = bed.controller().attributes().maxExportSegmentSize();
    long far = largest == 0 ? Long.MAX_VALUE & -page : largest;
    assertRsmError(RsmError.BAD_ADDR, () -> bed.controller().createExport(memory, far));
    assertCreates(bed, memory);
    assertCreates(bed, memory.asSlice(page, page));
  }

  @Rule(RuleId.CREATE_BAD_LENGTH_01)
  @ParameterizedTest
  @ValueSource(longs = {0, -1, -4096, -1L << 32, Long.MIN_VALUE, Long.MIN_VALUE + 4096})
  void lengthThatIsNotPositiveIsRefused(long length, TestBed bed) {
    MemorySegment memory = bed.memory(1);
    assertRsmError(RsmError.BAD_LENGTH, () -> bed.controller().createExport(memory, length));
    assertCreates(bed, memory);
  }

  @Rule(RuleId.CREATE_BAD_MEM_ALIGNMENT_01)
  @Test
  void addressOffPageBoundaryIsRefused(TestBed bed) {
    long page = bed.page();
    MemorySegment memory = bed.memory(3);
    for (long offset : List.of(1L, 8L, page / 2, page - 1, page + 1)) {
      assertRsmError(
          RsmError.BAD_MEM_ALIGNMENT,
          () -> bed.controller().createExport(memory.asSlice(offset), page));
    }
    assertCreates(bed, memory.asSlice(page, page));
  }

  @Rule(RuleId.CREATE_BAD_MEM_ALIGNMENT_02)
  @Test
  void lengthOffPageBoundaryIsRefused(TestBed bed) {
    long page = bed.page();
    MemorySegment memory = bed.memory(2);
    for (long length : List.of(1L, page - 1, page + 1, 2 * page - 1)) {
      assertRsmError(
          RsmError.BAD_MEM_ALIGNMENT, () -> bed.controller().createExport(memory, length));
    }
    assertCreates(bed, memory);
  }

  @Rule(RuleId.CREATE_ORDER_01)
  @Test
  void handleThenAddressThenLengthThenAlignment(TestBed bed) {
    RsmController controller = bed.controller();
    MemorySegment misaligned = bed.memory(2).asSlice(1);
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(null, 0));
    assertRsmError(RsmError.BAD_LENGTH, () -> controller.createExport(misaligned, 0));
    RsmController released = bed.anotherController();
    released.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.createExport(null, bed.page()));
  }

  @Rule(RuleId.CREATE_ORDER_03)
  @Test
  void hugeLengthIsMisaligned(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    assertRsmError(
        RsmError.BAD_MEM_ALIGNMENT, () -> bed.controller().createExport(memory, Long.MAX_VALUE));
    assertCreates(bed, memory);
  }

  @Rule(RuleId.CREATE_PERM_DENIED_01)
  @Test
  void readOnlyMemoryIsRefused(TestBed bed) {
    MemorySegment memory = bed.memory(1).fill(PATTERN);
    assertRsmError(
        RsmError.PERM_DENIED, () -> bed.controller().createExport(memory.asReadOnly(), bed.page()));
    assertFilled(memory, PATTERN);
    assertCreates(bed, memory);
  }

  @Rule(RuleId.CREATE_NOT_CREATOR_01)
  @Test
  void createHasNoCodesOfRebind(TestBed bed) {
    long page = bed.page();
    List<MemorySegment> memories = new ArrayList<>();
    memories.add(null);
    memories.add(bed.memory(2));
    memories.add(bed.memory(2).asReadOnly());
    memories.add(bed.memory(2).asSlice(1));
    memories.add(MemorySegment.ofArray(new long[1024]));
    for (MemorySegment memory : memories) {
      for (long length : List.of(-page, 0L, 1L, page, 2 * page, 3 * page, Long.MAX_VALUE)) {
        for (int flags : List.of(0, ExportSegment.ALLOW_REBIND, ~0)) {
          RsmError code =
              codeOf(() -> bed.controller().createExport(memory, length, flags).destroy());
          assertTrue(
              code != RsmError.NOT_CREATOR && code != RsmError.REBIND_NOT_ALLOWED,
              code + " for length " + length + ", flags " + flags);
        }
      }
    }
  }

  /** A failed create has left nothing that stands in the way of the valid one. */
  private static void assertCreates(TestBed bed, MemorySegment memory) {
    ExportSegment segment = bed.controller().createExport(memory, memory.byteSize());
    assertEquals(memory.byteSize(), segment.length());
    segment.destroy();
  }
}
