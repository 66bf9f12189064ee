// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_memseg_export_publish: ids. */
@ExtendWith(TestBedExtension.class)
final class PublishTest {

  private static final int THREADS = 8;

  @Rule(RuleId.PUBLISH_OK_01)
  @Test
  void systemChoosesUniqueIds(TestBed bed) {
    List<SegmentId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ExportSegment segment = bed.exported(1);
      SegmentId id = segment.publish(SegmentId.of(0), null);
      assertOfTheSystem(id);
      assertEquals(id, TestBed.idOf(segment));
      assertTrue(!ids.contains(id), "handed out twice: " + id);
      ids.add(id);
      bed.connect(segment, Permission.READ).disconnect();
    }
  }

  private static void assertOfTheSystem(SegmentId id) {
    assertTrue(id.value() >= 0x8000_0000L && id.value() <= 0xFFFF_FFFFL, id.toString());
  }

  @Rule(RuleId.PUBLISH_OK_02)
  @ParameterizedTest
  @ValueSource(longs = {0x40_0000, 0x4F_FFFF})
  void idsForHpcArePublished(long id, TestBed bed) {
    assertPublishes(bed, id);
  }

  @Rule(RuleId.PUBLISH_OK_03)
  @ParameterizedTest
  @ValueSource(longs = {0x50_0000, 0x5F_FFFF})
  void idsForOpsArePublished(long id, TestBed bed) {
    assertPublishes(bed, id);
  }

  @Rule(RuleId.PUBLISH_OK_04)
  @ParameterizedTest
  @ValueSource(longs = {0x60_0000, 0x0FFF_FFFF, 0x7FFF_FFFF})
  void idsForApplicationsArePublished(long id, TestBed bed) {
    assertPublishes(bed, id);
  }

  private static void assertPublishes(TestBed bed, long value) {
    SegmentId id = SegmentId.of(value);
    ExportSegment segment = bed.exported(1);
    assertEquals(id, segment.publish(id, null));
    assertEquals(id, TestBed.idOf(segment));
    ImportSegment imported = bed.ready(segment);
    imported.put64(0, value);
    assertEquals(value, imported.get64(0));
  }

  @Rule(RuleId.PUBLISH_SEGID_01)
  @Test
  void idsOfApplicationsAreReusedThoseOfTheSystemAreNot(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    SegmentId id = bed.freshId();
    for (int i = 0; i < 5; i++) {
      assertEquals(id, segment.publish(id, null));
      segment.unpublish();
    }
    ExportSegment other = bed.exported(1);
    assertEquals(id, other.publish(id, null));

    List<SegmentId> seen = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      SegmentId next = segment.publish(SegmentId.ANY, null);
      assertOfTheSystem(next);
      assertTrue(!seen.contains(next), "handed out twice: " + next);
      seen.add(next);
      segment.unpublish();
    }
    ExportSegment last = bed.exported(1);
    assertTrue(!seen.contains(last.publish(SegmentId.ANY, null)));
  }

  @Rule(RuleId.PUBLISH_SEGID_03)
  @Test
  void refusedPublishLeavesTheSegmentUnpublished(TestBed bed) {
    ExportSegment holder = bed.published(1);
    SegmentId taken = TestBed.idOf(holder);
    ExportSegment segment = bed.exported(1);
    SegmentId wanted = SegmentId.of(taken.value());
    assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(wanted, null));
    assertEquals(taken, wanted);
    assertTrue(segment.publishedId().isEmpty());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    SegmentId another = bed.freshId();
    assertEquals(another, segment.publish(another, null));
    bed.connect(segment, Permission.READ).disconnect();
    bed.connect(holder, Permission.READ).disconnect();
  }

  private static List<ExportSegment> exported(TestBed bed, int count) {
    List<ExportSegment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(bed.exported(1));
    }
    return segments;
  }

  @Rule(RuleId.PUBLISH_CONCURRENCY_01)
  @RepeatedTest(5)
  void threadsGetDifferentIdsFromTheSystem(TestBed bed) {
    int each = 5;
    List<ExportSegment> segments = exported(bed, THREADS * each);
    Set<SegmentId> ids = ConcurrentHashMap.newKeySet();
    List<RsmError> codes =
        Threads.race(
            THREADS,
            index -> {
              for (ExportSegment segment : segments.subList(index * each, (index + 1) * each)) {
                ids.add(segment.publish(SegmentId.ANY, null));
              }
            });
    assertEquals(Collections.nCopies(THREADS, RsmError.SUCCESS), codes);
    assertEquals(segments.size(), ids.size());
    ids.forEach(PublishTest::assertOfTheSystem);
    for (ExportSegment segment : segments) {
      assertTrue(ids.contains(TestBed.idOf(segment)));
    }
  }

  @Rule(RuleId.PUBLISH_CONCURRENCY_02)
  @Test
  void oneOfManySegmentsGetsTheId(TestBed bed) {
    List<ExportSegment> segments = exported(bed, THREADS);
    for (int round = 0; round < 30; round++) {
      SegmentId id = bed.freshId();
      List<RsmError> codes = Threads.race(THREADS, index -> segments.get(index).publish(id, null));
      assertOneSucceeded(codes, RsmError.SEGID_IN_USE);
      for (int i = 0; i < THREADS; i++) {
        boolean winner = codes.get(i) == RsmError.SUCCESS;
        assertEquals(winner, segments.get(i).publishedId().isPresent());
      }
      segments.get(codes.indexOf(RsmError.SUCCESS)).unpublish();
    }
  }

  @Rule(RuleId.PUBLISH_CONCURRENCY_03)
  @Test
  void segmentIsPublishedByOneOfManyThreads(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    for (int round = 0; round < 30; round++) {
      List<SegmentId> ids = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        ids.add(bed.freshId());
      }
      List<RsmError> codes = Threads.race(THREADS, index -> segment.publish(ids.get(index), null));
      assertOneSucceeded(codes, RsmError.SEG_ALREADY_PUBLISHED);
      SegmentId winner = ids.get(codes.indexOf(RsmError.SUCCESS));
      assertEquals(winner, TestBed.idOf(segment));
      for (SegmentId id : ids) {
        if (!id.equals(winner)) {
          assertRsmError(
              RsmError.SEG_NOT_PUBLISHED,
              () -> bed.controller().connect(bed.node(), id, Permission.READ));
        }
      }
      segment.unpublish();
    }
  }

  private static void assertOneSucceeded(List<RsmError> codes, RsmError others) {
    assertEquals(1, Collections.frequency(codes, RsmError.SUCCESS), codes.toString());
    assertEquals(codes.size() - 1, Collections.frequency(codes, others), codes.toString());
  }
}
