// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
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

/** rsm_memseg_export_republish. */
@ExtendWith(TestBedExtension.class)
final class RepublishTest {

  private static ExportSegment published(TestBed bed, int permissions) {
    ExportSegment segment = bed.exported(1);
    segment.publish(bed.freshId(), AccessLists.local(bed, permissions));
    return segment;
  }

  /** Asserts which of the three requests the list in force grants to the owner. */
  private static void assertGranted(TestBed bed, ExportSegment segment, Permission... granted) {
    for (Permission asked : List.of(Permission.READ, Permission.WRITE, Permission.RDWR)) {
      RsmError expected =
          List.of(granted).contains(asked) ? RsmError.SUCCESS : RsmError.PERM_DENIED;
      assertEquals(expected, codeOf(() -> bed.connect(segment, asked).disconnect()));
    }
  }

  private static void assertOnlyRead(TestBed bed, ExportSegment segment) {
    assertGranted(bed, segment, Permission.READ);
  }

  private static void assertAllGranted(TestBed bed, ExportSegment segment) {
    assertGranted(bed, segment, Permission.READ, Permission.WRITE, Permission.RDWR);
  }

  @Rule(RuleId.REPUBLISH_OK_01)
  @Test
  void publishedSegmentGetsAnotherList(TestBed bed) {
    ExportSegment segment = published(bed, 0400);
    SegmentId id = TestBed.idOf(segment);
    assertOnlyRead(bed, segment);
    segment.republish(AccessLists.local(bed, 0600));
    assertAllGranted(bed, segment);
    segment.republish(AccessLists.local(bed, 0200));
    assertGranted(bed, segment, Permission.WRITE);
    segment.republish(null);
    assertAllGranted(bed, segment);
    segment.republish(List.of());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED_TO_NODE, () -> bed.connect(segment, Permission.READ));
    for (int i = 0; i < 5; i++) {
      segment.republish(AccessLists.local(bed, 0600));
      assertEquals(id, TestBed.idOf(segment));
    }
    assertAllGranted(bed, segment);
  }

  @Rule(RuleId.REPUBLISH_STATE_01)
  @Test
  void connectionsKeepTheirRights(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment segment = bed.controller().createExport(memory, bed.page());
    segment.publish(bed.freshId(), AccessLists.local(bed, 0600));
    ImportSegment imported = bed.ready(segment);
    segment.republish(AccessLists.local(bed, 0400));
    assertOnlyRead(bed, segment);

    imported.put64(0, 1);
    assertEquals(1, imported.get64(0));
    imported.put(8, bed.memory(1).fill((byte) 7), 8);
    assertEquals(7, imported.get8(15));
    if (TestBed.offers(Capability.MAP)) {
      imported.map(Permission.RDWR, 0, bed.page()).set(ValueLayout.JAVA_LONG, 16, 9);
      assertEquals(9, memory.get(ValueLayout.JAVA_LONG, 16));
      imported.unmap();
    }
    imported.signalPost();
    assertEquals(Permission.RDWR, imported.permission());
    segment.republish(List.of());
    imported.put64(0, 2);
    assertEquals(2, memory.get(ValueLayout.JAVA_LONG, 0));
  }

  @Rule(RuleId.REPUBLISH_STATE_02)
  @Test
  void newConnectsFollowTheNewList(TestBed bed) {
    ExportSegment segment = published(bed, 0600);
    bed.connect(segment, Permission.WRITE).disconnect();
    segment.republish(AccessLists.local(bed, 0400));
    assertRsmError(RsmError.PERM_DENIED, () -> bed.connect(segment, Permission.WRITE));
    segment.republish(AccessLists.local(bed, 0600));
    bed.connect(segment, Permission.WRITE).disconnect();
  }

  @Rule(RuleId.REPUBLISH_STATE_04)
  @Test
  void refusedListLeavesThePreviousOneInForce(TestBed bed) {
    ExportSegment segment = published(bed, 0400);
    SegmentId id = TestBed.idOf(segment);
    ImportSegment imported = bed.connect(segment, Permission.READ);
    imported.initBarrier();
    for (int permissions : List.of(0667, 0777, 01000, -1, 0700, 0601)) {
      assertRsmError(
          RsmError.BAD_ACL, () -> segment.republish(AccessLists.local(bed, permissions)));
      assertEquals(id, TestBed.idOf(segment));
      assertOnlyRead(bed, segment);
      assertEquals(0, imported.get64(0));
    }
    segment.republish(AccessLists.local(bed, 0600));
    assertAllGranted(bed, segment);
  }

  /** The owner may then do what the file creation mask of the process leaves him, as at publish. */
  @Rule(RuleId.REPUBLISH_STATE_05)
  @Test
  void nullListRestoresThePermissionsOfCreation(TestBed bed) {
    ExportSegment unrestricted = bed.published(1);
    for (List<AccessEntry> list :
        List.of(AccessLists.local(bed, 0), List.<AccessEntry>of(), AccessLists.local(bed, 0400))) {
      ExportSegment segment = bed.exported(1);
      segment.publish(bed.freshId(), list);
      segment.republish(null);
      for (Permission asked : List.of(Permission.READ, Permission.WRITE, Permission.RDWR)) {
        assertEquals(
            codeOf(() -> bed.connect(unrestricted, asked)),
            codeOf(() -> bed.connect(segment, asked)));
      }
      ImportSegment imported = bed.ready(segment);
      imported.put64(0, 1);
    }
  }

  /**
   * Two lists take turns, one for reading and one for writing: who asks for one of the two gets it
   * or not, and who asks for both would need a bit of each list.
   */
  @Rule(RuleId.REPUBLISH_CONCURRENCY_01)
  @Test
  void connectIsJudgedByOneList(TestBed bed) {
    ExportSegment segment = published(bed, 0400);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger judged = new AtomicInteger();
    List<Threads.Call> importers = new ArrayList<>();
    for (Permission asked : List.of(Permission.READ, Permission.WRITE, Permission.RDWR)) {
      Set<RsmError> allowed =
          asked.equals(Permission.RDWR)
              ? EnumSet.of(RsmError.PERM_DENIED)
              : EnumSet.of(RsmError.PERM_DENIED, RsmError.SUCCESS);
      importers.add(
          Threads.start(
              () -> {
                while (!done.get()) {
                  RsmError code = codeOf(() -> bed.connect(segment, asked).disconnect());
                  assertTrue(allowed.contains(code), asked + ": " + code);
                  judged.incrementAndGet();
                }
              }));
    }
    try {
      Threads.await(
          "enough connects",
          () -> {
            segment.republish(AccessLists.local(bed, 0200));
            segment.republish(AccessLists.local(bed, 0400));
            return judged.get() > 500 || importers.stream().anyMatch(i -> i.outcome().isDone());
          });
    } finally {
      done.set(true);
    }
    for (Threads.Call importer : importers) {
      assertEquals(RsmError.SUCCESS, importer.code());
    }
    assertOnlyRead(bed, segment);
  }

  @Rule(RuleId.REPUBLISH_BAD_SEG_HNDL_01)
  @Test
  void destroyedSegmentIsRefused(TestBed bed) {
    ExportSegment bound = bed.exported(1);
    ExportSegment published = bed.published(1);
    for (ExportSegment segment : List.of(bound, published)) {
      segment.destroy();
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.republish(null));
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.republish(AccessLists.local(bed, 0600)));
    }
  }

  @Rule(RuleId.REPUBLISH_SEG_NOT_PUBLISHED_01)
  @Test
  void unpublishedSegmentIsRefused(TestBed bed) {
    ExportSegment never = bed.exported(1);
    ExportSegment before = bed.published(1);
    before.unpublish();
    for (ExportSegment segment : List.of(never, before)) {
      assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> segment.republish(null));
      assertRsmError(
          RsmError.SEG_NOT_PUBLISHED, () -> segment.republish(AccessLists.local(bed, 0600)));
      assertTrue(segment.publishedId().isEmpty());
      segment.publish(bed.freshId(), AccessLists.local(bed, 0400));
      assertOnlyRead(bed, segment);
      segment.republish(AccessLists.local(bed, 0600));
    }
  }

  @Rule(RuleId.REPUBLISH_BAD_ACL_01)
  @Test
  void listsThatPublishRefusesAreRefused(TestBed bed) {
    ExportSegment segment = published(bed, 0400);
    for (List<AccessEntry> list : AccessLists.refused(bed)) {
      assertRsmError(RsmError.BAD_ACL, () -> segment.republish(list));
      bed.connect(segment, Permission.READ).disconnect();
      assertRsmError(RsmError.PERM_DENIED, () -> bed.connect(segment, Permission.WRITE));
    }
    segment.republish(AccessLists.local(bed, 0666));
    assertAllGranted(bed, segment);
  }

  @Rule(RuleId.REPUBLISH_INSUFFICIENT_MEM_01)
  @Test
  void driverWithoutMemoryRefuses(TestBed bed) {
    assertDriverRefuses(bed, RsmError.INSUFFICIENT_MEM, 0);
  }

  @Rule(RuleId.REPUBLISH_INSUFFICIENT_RESOURCES_01)
  @Test
  void driverShortOfResourcesRefusesAtOnce(TestBed bed) {
    assertDriverRefuses(bed, RsmError.INSUFFICIENT_RESOURCES, 0);
    assertDriverRefuses(bed, RsmError.INSUFFICIENT_RESOURCES, ExportSegment.DONTWAIT);
  }

  private static void assertDriverRefuses(TestBed bed, RsmError error, int flags) {
    ExportSegment segment = bed.exported(1, flags);
    SegmentId id = segment.publish(bed.freshId(), AccessLists.local(bed, 0400));
    try (FaultInjection.Fault fault =
        bed.faults().fail(FaultPoint.REPUBLISH, error, Integer.MAX_VALUE)) {
      assertRsmError(error, () -> segment.republish(AccessLists.local(bed, 0600)));
      assertEquals(1, fault.hits());
    }
    assertEquals(id, TestBed.idOf(segment));
    assertOnlyRead(bed, segment);
    segment.republish(AccessLists.local(bed, 0600));
    assertAllGranted(bed, segment);
  }

  @Rule(RuleId.REPUBLISH_INTERRUPTED_01)
  @Test
  void waitForAnotherRepublishIsInterrupted(TestBed bed) {
    ExportSegment segment = published(bed, 0400);
    Threads.Call first;
    try (FaultInjection.Fault fault = bed.faults().hold(FaultPoint.REPUBLISH)) {
      first = Threads.start(() -> segment.republish(AccessLists.local(bed, 0600)));
      Threads.await("held republish", () -> fault.hits() == 1);
      Threads.Call second = Threads.start(() -> segment.republish(AccessLists.local(bed, 0200)));
      second.awaitBlocked().thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, second.code());
      assertOnlyRead(bed, segment);
      assertFalse(first.outcome().isDone());
    }
    assertEquals(RsmError.SUCCESS, first.code());
    assertAllGranted(bed, segment);
  }

  @Rule(RuleId.REPUBLISH_ORDER_01)
  @Test
  void stateThenList(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    for (List<AccessEntry> list : AccessLists.refused(bed)) {
      assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> segment.republish(list));
    }
  }
}
