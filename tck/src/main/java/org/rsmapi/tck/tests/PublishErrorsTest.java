// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_export_publish: ids and access lists that are refused. */
@ExtendWith(TestBedExtension.class)
final class PublishErrorsTest {

  /** Asserts that publish refuses the arguments, and that the segment can be published still. */
  private static void assertRefused(
      TestBed bed, RsmError expected, SegmentId id, List<AccessEntry> accessList) {
    ExportSegment segment = bed.exported(1);
    assertRsmError(expected, () -> segment.publish(id, accessList));
    assertTrue(segment.publishedId().isEmpty());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    if (id != null) {
      assertRsmError(
          RsmError.SEG_NOT_PUBLISHED,
          () -> bed.controller().connect(bed.node(), id, Permission.READ));
    }
    segment.publish(bed.freshId(), AccessLists.local(bed, 0600));
    bed.connect(segment, Permission.RDWR).disconnect();
    segment.destroy();
  }

  @Rule(RuleId.PUBLISH_RESERVED_SEGID_01)
  @ParameterizedTest
  @ValueSource(longs = {1, 0x0F_FFFF})
  void idsOfDriversAreReserved(long id, TestBed bed) {
    assertRefused(bed, RsmError.RESERVED_SEGID, SegmentId.of(id), null);
  }

  @Rule(RuleId.PUBLISH_RESERVED_SEGID_02)
  @ParameterizedTest
  @ValueSource(longs = {0x10_0000, 0x1F_FFFF})
  void idsOfTheClusterTransportAreReserved(long id, TestBed bed) {
    assertRefused(bed, RsmError.RESERVED_SEGID, SegmentId.of(id), null);
  }

  @Rule(RuleId.PUBLISH_RESERVED_SEGID_03)
  @ParameterizedTest
  @ValueSource(longs = {0x20_0000, 0x2F_FFFF})
  void idsOfTheLibraryAreReserved(long id, TestBed bed) {
    assertRefused(bed, RsmError.RESERVED_SEGID, SegmentId.of(id), null);
  }

  @Rule(RuleId.PUBLISH_RESERVED_SEGID_04)
  @ParameterizedTest
  @ValueSource(longs = {0x30_0000, 0x3F_FFFF})
  void idsOfDlpiAreReserved(long id, TestBed bed) {
    assertRefused(bed, RsmError.RESERVED_SEGID, SegmentId.of(id), null);
  }

  @Rule(RuleId.PUBLISH_RESERVED_SEGID_05)
  @ParameterizedTest
  @ValueSource(longs = {0x8000_0000L, 0xFFFF_FFFFL})
  void idsOfTheSystemAreReserved(long id, TestBed bed) {
    assertRefused(bed, RsmError.RESERVED_SEGID, SegmentId.of(id), null);
  }

  @Rule(RuleId.PUBLISH_BAD_SEGID_01)
  @Test
  void idsThatAreNotUnsigned32BitsAreRefused(TestBed bed) {
    assertRefused(bed, RsmError.BAD_SEGID, null, null);
    for (long value :
        List.of(-1L, -0x60_0000L, 0x1_0000_0000L, 0x1_0060_0000L, Long.MIN_VALUE, Long.MAX_VALUE)) {
      ExportSegment segment = bed.exported(1);
      assertRsmError(RsmError.BAD_SEGID, () -> segment.publish(SegmentId.of(value), null));
      assertTrue(segment.publishedId().isEmpty());
      segment.publish(bed.freshId(), null);
    }
  }

  @Rule(RuleId.PUBLISH_BAD_SEG_HNDL_01)
  @Test
  void destroyedSegmentIsRefused(TestBed bed) {
    SegmentId id = bed.freshId();
    ExportSegment bound = bed.exported(1);
    ExportSegment published = bed.published(1);
    for (ExportSegment segment : List.of(bound, published)) {
      segment.destroy();
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.publish(id, null));
      assertTrue(segment.publishedId().isEmpty());
    }
    bed.exported(1).publish(id, null);
  }

  @Rule(RuleId.PUBLISH_SEGID_IN_USE_01)
  @Test
  void idOfAnotherSegmentIsRefused(TestBed bed) {
    for (SegmentId wanted : List.of(bed.freshId(), SegmentId.APPLICATION_LAST)) {
      ExportSegment holder = bed.exported(1);
      SegmentId id = holder.publish(wanted, null);
      ImportSegment imported = bed.ready(holder);
      ExportSegment segment = bed.exported(1);
      assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(id, null));
      assertTrue(segment.publishedId().isEmpty());
      imported.put64(0, 3);
      assertEquals(3, imported.get64(0));
      bed.connect(holder, Permission.READ).disconnect();
      holder.unpublish();
      assertEquals(id, segment.publish(id, null));
      assertRsmError(RsmError.SEGID_IN_USE, () -> holder.publish(id, null));
      segment.destroy();
      assertEquals(id, holder.publish(id, null));
    }
  }

  @Rule(RuleId.PUBLISH_SEG_ALREADY_PUBLISHED_01)
  @Test
  void publishedSegmentIsRefusedWithAnyId(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    SegmentId id = segment.publish(bed.freshId(), AccessLists.local(bed, 0400));
    ImportSegment imported = bed.connect(segment, Permission.READ);
    imported.initBarrier();
    SegmentId taken = TestBed.idOf(bed.published(1));
    for (SegmentId other : List.of(id, bed.freshId(), SegmentId.ANY, taken)) {
      assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> segment.publish(other, null));
      assertEquals(id, TestBed.idOf(segment));
    }
    assertEquals(0, imported.get64(0));
    bed.connect(segment, Permission.READ).disconnect();
    assertRsmError(RsmError.PERM_DENIED, () -> bed.connect(segment, Permission.WRITE));
    segment.unpublish();
    segment.publish(id, null);
  }

  @Rule(value = RuleId.PUBLISH_LOCKS_NOT_SUPPORTED_01, needs = Capability.NO_LOCKS)
  @Test
  void lockOperationsAreRefusedByDriversWithoutThem(TestBed bed) {
    SegmentId id = bed.freshId();
    ExportSegment segment = bed.exported(1, ExportSegment.LOCK_OPS);
    assertRsmError(RsmError.LOCKS_NOT_SUPPORTED, () -> segment.publish(id, null));
    assertTrue(segment.publishedId().isEmpty());
    // The access list comes first, an id in use later.
    assertRsmError(RsmError.BAD_ACL, () -> segment.publish(id, AccessLists.local(bed, 0777)));
    bed.exported(1).publish(id, null);
    assertRsmError(RsmError.LOCKS_NOT_SUPPORTED, () -> segment.publish(id, null));
    segment.destroy();
  }

  @Rule(RuleId.PUBLISH_ORDER_01)
  @Test
  void stateThenIdThenAccessListThenUse(TestBed bed) {
    ExportSegment published = bed.published(1);
    ExportSegment segment = bed.exported(1);
    SegmentId reserved = SegmentId.of(0x10_0000);
    List<AccessEntry> invalid = AccessLists.local(bed, 0777);
    assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> published.publish(reserved, null));
    assertRsmError(RsmError.RESERVED_SEGID, () -> segment.publish(reserved, invalid));
    assertRsmError(RsmError.BAD_ACL, () -> segment.publish(TestBed.idOf(published), invalid));
    assertTrue(segment.publishedId().isEmpty());
  }

  private static void assertListsRefused(TestBed bed, List<List<AccessEntry>> lists) {
    for (List<AccessEntry> list : lists) {
      assertRefused(bed, RsmError.BAD_ACL, bed.freshId(), list);
    }
  }

  @Rule(RuleId.PUBLISH_BAD_ACL_01)
  @Test
  void nullEntriesAreRefused(TestBed bed) {
    assertListsRefused(bed, AccessLists.withNullEntries(bed));
  }

  @Rule(RuleId.PUBLISH_BAD_ACL_02)
  @Test
  void tooManyEntriesAreRefused(TestBed bed) {
    assertListsRefused(bed, AccessLists.tooLong(bed));
  }

  @Rule(RuleId.PUBLISH_BAD_ACL_03)
  @Test
  void permissionsAbove0666AreRefused(TestBed bed) {
    assertListsRefused(bed, AccessLists.withPermissionsBeyond(bed));
    bed.exported(1).publish(bed.freshId(), AccessLists.local(bed, 0666));
  }

  @Rule(RuleId.PUBLISH_BAD_ACL_04)
  @Test
  void executeBitsAreRefused(TestBed bed) {
    assertListsRefused(bed, AccessLists.withExecuteBits(bed));
    for (int permissions : List.of(0, 0200, 0400, 0600, 0642, 0026)) {
      bed.exported(1).publish(bed.freshId(), AccessLists.local(bed, permissions));
    }
  }

  @Rule(RuleId.PUBLISH_BAD_ACL_05)
  @Test
  void nodesOutsideTheClusterAreRefused(TestBed bed) {
    assertListsRefused(bed, AccessLists.withUnknownNodes(bed));
  }

  @Rule(RuleId.PUBLISH_BAD_ACL_06)
  @Test
  void loopbackTakesOneEntryForTheLocalNode(TestBed bed) {
    assertListsRefused(bed, AccessLists.beyondLoopback(bed));
  }
}
