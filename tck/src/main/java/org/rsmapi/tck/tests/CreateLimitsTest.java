// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.NotApplicable;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_memseg_export_create: limits that are reached, and a driver that holds it back. */
@ExtendWith(TestBedExtension.class)
final class CreateLimitsTest {

  private static TestBed withPages(TestBed bed, long pages) {
    return TestBed.configured(
        Map.of("org.rsmapi.maxExportedMemory", Long.toString(pages * bed.page())));
  }

  private static TestBed withOneSegment(TestBed bed, long pages) {
    return TestBed.configured(
        Map.of(
            "org.rsmapi.maxExportedMemory",
            Long.toString(pages * bed.page()),
            "org.rsmapi.maxSegments",
            "1"));
  }

  private static TestBed withSegments(int segments) {
    return TestBed.configured(Map.of("org.rsmapi.maxSegments", Integer.toString(segments)));
  }

  @Rule(RuleId.CREATE_INSUFFICIENT_MEM_01)
  @ParameterizedTest
  @ValueSource(ints = {0, ExportSegment.DONTWAIT})
  void pageBeyondTheQuotaIsRefused(int flags, TestBed bed) {
    try (TestBed limited = withPages(bed, 4)) {
      ExportSegment first = limited.exported(3, flags);
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> limited.exported(2, flags));
      limited.exported(1, flags);
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> limited.exported(1, flags));
      assertEquals(3 * bed.page(), first.length());
    }
    try (TestBed limited = withOneSegment(bed, 4)) {
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> limited.exported(5, flags));
      // What was refused has not taken the only place.
      limited.exported(4, flags);
    }
  }

  @Rule(RuleId.CREATE_LIMIT_01)
  @Test
  void quotaIsUsedToItsLastPageAndFreedAtOnce(TestBed bed) {
    try (TestBed limited = withPages(bed, 3)) {
      MemorySegment memory = limited.memory(1);
      ExportSegment first = limited.published(memory, 0);
      ExportSegment second = limited.published(memory, 0);
      limited.exported(1);
      // The same page counts as often as it is exported.
      assertRsmError(
          RsmError.INSUFFICIENT_MEM,
          () -> limited.controller().createExport(memory, memory.byteSize()));
      for (int i = 0; i < 10; i++) {
        second.destroy();
        second = limited.published(memory, 0);
        assertRsmError(RsmError.INSUFFICIENT_MEM, () -> limited.exported(1));
      }
      first.destroy();
      second.destroy();
      limited.exported(2).destroy();
    }
    try (TestBed unlimited = withPages(bed, 0)) {
      unlimited.exported(256);
      unlimited.exported(1);
    }
  }

  @Rule(RuleId.CREATE_BAD_LENGTH_02)
  @Test
  void pageBeyondTheLargestSegmentIsRefused(TestBed bed) {
    long largest = bed.controller().attributes().maxExportSegmentSize();
    NotApplicable.unless(
        largest > 0, "the controller has no largest segment: maxExportSegmentSize is 0");
    MemorySegment memory = bed.memory(largest / bed.page() + 1);
    assertRsmError(
        RsmError.BAD_LENGTH, () -> bed.controller().createExport(memory, memory.byteSize()));
    assertRsmError(
        RsmError.BAD_LENGTH, () -> bed.controller().createExport(memory, largest + bed.page()));
    ExportSegment exactly = bed.controller().createExport(memory.asSlice(0, largest), largest);
    assertEquals(largest, exactly.length());
  }

  @Rule(RuleId.CREATE_INSUFFICIENT_RESOURCES_01)
  @ParameterizedTest
  @ValueSource(ints = {0, ExportSegment.DONTWAIT})
  void segmentBeyondTheLimitIsRefused(int flags) {
    try (TestBed limited = withSegments(2)) {
      ExportSegment first = limited.exported(1, flags);
      limited.exported(1, flags);
      for (int i = 0; i < 3; i++) {
        assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> limited.exported(1, flags));
      }
      first.destroy();
      limited.exported(1, flags);
      assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> limited.exported(1, flags));
    }
    // Import segments take from the same number.
    try (TestBed limited = withSegments(2)) {
      ExportSegment exported = limited.published(limited.memory(1), flags);
      ImportSegment imported = limited.connect(exported, Permission.READ);
      assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> limited.exported(1, flags));
      imported.disconnect();
      limited.exported(1, flags).destroy();
    }
  }

  @Rule(RuleId.CREATE_INTERRUPTED_01)
  @Test
  void heldBackCreateIsInterrupted(TestBed bed) {
    FaultInjection faults = bed.faults();
    try (TestBed limited = withSegments(1)) {
      MemorySegment memory = limited.memory(1);
      Threads.Call call;
      try (FaultInjection.Fault fault = faults.hold(FaultPoint.CREATE)) {
        call = Threads.start(() -> limited.controller().createExport(memory, memory.byteSize()));
        Threads.await("held create", () -> fault.hits() == 1);
        call.thread().interrupt();
        assertEquals(RsmError.INTERRUPTED, call.code());
      }
      // No segment has taken the only place.
      limited.controller().createExport(memory, memory.byteSize()).destroy();
    }
  }
}
