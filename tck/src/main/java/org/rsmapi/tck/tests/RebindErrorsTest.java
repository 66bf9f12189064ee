// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_memseg_export_rebind: what is refused; the memory bound before stays bound. */
@ExtendWith(TestBedExtension.class)
final class RebindErrorsTest {

  private static final int REBIND = ExportSegment.ALLOW_REBIND;
  private static final long MARK = 4711;

  /** A published segment of two pages that may be rebound, and an importer that watches it. */
  private record Watched(
      TestBed bed, MemorySegment memory, ExportSegment segment, ImportSegment imported) {

    static Watched in(TestBed bed) {
      MemorySegment memory = bed.memory(2);
      memory.set(ValueLayout.JAVA_LONG, 0, MARK);
      ExportSegment segment = bed.published(memory, REBIND);
      return new Watched(bed, memory, segment, bed.ready(segment));
    }

    void assertUnchanged() {
      assertEquals(MARK, imported.get64(0));
      imported.put64(8, MARK + 1);
      assertEquals(MARK + 1, memory.get(ValueLayout.JAVA_LONG, 8));
      memory.set(ValueLayout.JAVA_LONG, 8, 0);
    }

    void assertRebinds() {
      MemorySegment next = bed.memory(2);
      segment.rebind(next, next.byteSize());
      assertEquals(0, imported.get64(0));
      imported.put64(0, 1);
      assertEquals(1, next.get(ValueLayout.JAVA_LONG, 0));
    }

    void assertRefused(RsmError expected, MemorySegment next, long length) {
      assertRsmError(expected, () -> segment.rebind(next, length));
      assertUnchanged();
    }
  }

  @Rule(RuleId.REBIND_BAD_SEG_HNDL_01)
  @Test
  void destroyedSegmentIsRefused(TestBed bed) {
    ExportSegment bound = bed.exported(1, REBIND);
    ExportSegment published = bed.published(bed.memory(1), REBIND);
    ExportSegment other = bed.exported(1);
    for (ExportSegment segment : List.of(bound, published, other)) {
      segment.destroy();
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.rebind(bed.memory(1), bed.page()));
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.rebind(null, 0));
    }
  }

  @Rule(RuleId.REBIND_BAD_CTLR_HNDL_01)
  @Test
  void segmentOfReleasedControllerIsRefused(TestBed bed) {
    ExportSegment bound = bed.exported(1, REBIND);
    ExportSegment published = bed.published(bed.memory(1), REBIND);
    ExportSegment other = bed.exported(1);
    ExportSegment destroyed = bed.exported(1, REBIND);
    destroyed.destroy();
    long page = bed.page();
    bed.controller().release();
    for (ExportSegment segment : List.of(bound, published, other)) {
      assertRsmError(
          RsmError.BAD_CTLR_HNDL, () -> segment.rebind(bed.arena().allocate(page, page), page));
    }
    assertRsmError(
        RsmError.BAD_SEG_HNDL, () -> destroyed.rebind(bed.arena().allocate(page, page), page));
  }

  @Rule(RuleId.REBIND_BAD_LENGTH_01)
  @Test
  void lengthMustBeThatOfTheSegment(TestBed bed) {
    Watched watched = Watched.in(bed);
    long page = bed.page();
    MemorySegment next = bed.memory(3);
    for (long length :
        List.of(
            0L,
            -1L,
            -2 * page,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            page,
            3 * page,
            1L,
            2 * page - 1,
            2 * page + 1)) {
      watched.assertRefused(RsmError.BAD_LENGTH, next, length);
    }
    watched.assertRebinds();
  }

  @Rule(RuleId.REBIND_BAD_ADDR_01)
  @Test
  void nullMemoryIsRefused(TestBed bed) {
    ExportSegment bound = bed.exported(1, REBIND);
    ExportSegment published = bed.published(bed.memory(1), REBIND);
    for (ExportSegment segment : List.of(bound, published)) {
      assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(null, bed.page()));
      if (TestBed.offers(Capability.REBIND)) {
        segment.rebind(bed.memory(1), bed.page());
      }
    }
  }

  @Rule(RuleId.REBIND_BAD_ADDR_02)
  @Test
  void memoryThatCannotBeExportedIsRefused(TestBed bed) {
    Watched watched = Watched.in(bed);
    long page = bed.page();
    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(2 * page, page);
    }
    MemorySegment heap = MemorySegment.ofArray(new long[Math.toIntExact(2 * page / Long.BYTES)]);
    watched.assertRefused(RsmError.BAD_ADDR, bed.memory(3).asSlice(1, 2 * page), 2 * page);
    watched.assertRefused(RsmError.BAD_ADDR, bed.memory(3).asSlice(page - 1), 2 * page);
    watched.assertRefused(RsmError.BAD_ADDR, heap, 2 * page);
    watched.assertRefused(RsmError.BAD_ADDR, closed, 2 * page);
    watched.assertRefused(RsmError.BAD_ADDR, bed.memory(1), 2 * page);
    watched.assertRefused(RsmError.BAD_ADDR, bed.memory(2).asSlice(page), 2 * page);
    watched.assertRebinds();
  }

  @Rule(RuleId.REBIND_REBIND_NOT_ALLOWED_01)
  @ParameterizedTest
  @ValueSource(ints = {0, ExportSegment.DONTWAIT, ~(REBIND | ExportSegment.LOCK_OPS)})
  void segmentThatWasNotCreatedForItIsRefused(int flags, TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment bound = bed.controller().createExport(memory, bed.page(), flags);
    ExportSegment published = bed.published(memory, flags);
    ImportSegment imported = bed.ready(published);
    for (ExportSegment segment : List.of(bound, published)) {
      assertRsmError(RsmError.REBIND_NOT_ALLOWED, () -> segment.rebind(bed.memory(1), bed.page()));
      assertRsmError(RsmError.REBIND_NOT_ALLOWED, () -> segment.rebind(memory, bed.page()));
    }
    imported.put64(0, MARK);
    assertEquals(MARK, memory.get(ValueLayout.JAVA_LONG, 0));
    if (TestBed.offers(Capability.REBIND)) {
      bed.exported(1, flags | REBIND).rebind(bed.memory(1), bed.page());
    }
  }

  @Rule(RuleId.REBIND_REBIND_NOT_ALLOWED_02)
  @Test
  void driverThatCannotExchangeMemorySaysSo(TestBed bed) {
    Watched watched = Watched.in(bed);
    ExportSegment bound = bed.exported(2, REBIND);
    for (ExportSegment segment : List.of(bound, watched.segment())) {
      assertRsmError(
          RsmError.REBIND_NOT_ALLOWED, () -> segment.rebind(bed.memory(2), 2 * bed.page()));
    }
    watched.assertUnchanged();
  }

  @Rule(RuleId.REBIND_PERM_DENIED_01)
  @Test
  void readOnlyMemoryIsRefused(TestBed bed) {
    Watched watched = Watched.in(bed);
    MemorySegment next = bed.memory(2);
    watched.assertRefused(RsmError.PERM_DENIED, next.asReadOnly(), next.byteSize());
    watched.segment().rebind(next, next.byteSize());
    assertEquals(0, watched.imported().get64(0));
  }

  @Rule(value = RuleId.REBIND_INSUFFICIENT_MEM_01, needs = Capability.REBIND)
  @Test
  void quotaHasToHoldOldAndNewMemory(TestBed bed) {
    String property = "org.rsmapi.maxExportedMemory";
    try (TestBed limited = TestBed.configured(Map.of(property, Long.toString(3 * bed.page())))) {
      Watched watched = Watched.in(limited);
      watched.assertRefused(RsmError.INSUFFICIENT_MEM, limited.memory(2), 2 * bed.page());
      // The memory that is bound already needs no room.
      watched.segment().rebind(watched.memory(), 2 * bed.page());
      watched.assertUnchanged();
      limited.exported(1).destroy();
    }
    try (TestBed limited = TestBed.configured(Map.of(property, Long.toString(4 * bed.page())))) {
      Watched watched = Watched.in(limited);
      watched.assertRebinds();
      // The old pages are free at once.
      ExportSegment second = limited.exported(2);
      assertRsmError(
          RsmError.INSUFFICIENT_MEM,
          () -> watched.segment().rebind(limited.memory(2), 2 * bed.page()));
      second.destroy();
      watched.segment().rebind(limited.memory(2), 2 * bed.page());
    }
  }

  @Rule(value = RuleId.REBIND_INSUFFICIENT_RESOURCES_01, needs = Capability.REBIND)
  @ParameterizedTest
  @ValueSource(ints = {REBIND, REBIND | ExportSegment.DONTWAIT})
  void driverShortOfResourcesRefusesAtOnce(int flags, TestBed bed) {
    MemorySegment memory = bed.memory(1);
    memory.set(ValueLayout.JAVA_LONG, 0, MARK);
    ExportSegment segment = bed.published(memory, flags);
    ImportSegment imported = bed.ready(segment);
    try (FaultInjection.Fault fault =
        bed.faults().fail(FaultPoint.REBIND, RsmError.INSUFFICIENT_RESOURCES, Integer.MAX_VALUE)) {
      assertRsmError(
          RsmError.INSUFFICIENT_RESOURCES, () -> segment.rebind(bed.memory(1), bed.page()));
      assertEquals(1, fault.hits());
    }
    assertEquals(MARK, imported.get64(0));
    segment.rebind(bed.memory(1), bed.page());
    assertEquals(0, imported.get64(0));
  }

  @Rule(value = RuleId.REBIND_INTERRUPTED_01, needs = Capability.REBIND)
  @Test
  void heldBackRebindIsInterrupted(TestBed bed) {
    Watched watched = Watched.in(bed);
    SegmentId id = TestBed.idOf(watched.segment());
    MemorySegment next = bed.memory(2);
    try (FaultInjection.Fault fault = bed.faults().hold(FaultPoint.REBIND)) {
      Threads.Call call = Threads.start(() -> watched.segment().rebind(next, next.byteSize()));
      Threads.await("held rebind", () -> fault.hits() == 1);
      watched.assertUnchanged();
      call.thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, call.code());
    }
    watched.assertUnchanged();
    assertEquals(id, TestBed.idOf(watched.segment()));
    watched.assertRebinds();
  }

  @Rule(RuleId.REBIND_ORDER_01)
  @Test
  void nullMemoryThenPermissionToRebindThenLength(TestBed bed) {
    ExportSegment segment = bed.exported(2);
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(null, 2 * bed.page()));
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(null, bed.page()));
    assertRsmError(RsmError.REBIND_NOT_ALLOWED, () -> segment.rebind(bed.memory(2), bed.page()));
    assertRsmError(RsmError.REBIND_NOT_ALLOWED, () -> segment.rebind(bed.memory(2), 0));
  }
}
