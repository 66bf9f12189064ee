// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_memseg_export_publish: a driver that is short of memory or resources. */
@ExtendWith(TestBedExtension.class)
final class PublishResourcesTest {

  /** As long as it is armed, no publish gets resources. */
  private static FaultInjection.Fault exhausted(TestBed bed) {
    return bed.faults()
        .fail(FaultPoint.PUBLISH, RsmError.INSUFFICIENT_RESOURCES, Integer.MAX_VALUE);
  }

  private static void assertUnpublished(TestBed bed, ExportSegment segment, SegmentId id) {
    assertTrue(segment.publishedId().isEmpty());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    assertRsmError(
        RsmError.SEG_NOT_PUBLISHED,
        () -> bed.controller().connect(bed.node(), id, Permission.READ));
  }

  private static void assertPublishes(TestBed bed, ExportSegment segment, SegmentId id) {
    assertEquals(id, segment.publish(id, null));
    bed.connect(segment, Permission.READ).disconnect();
  }

  @Rule(RuleId.PUBLISH_INSUFFICIENT_MEM_01)
  @ParameterizedTest
  @ValueSource(ints = {0, ExportSegment.DONTWAIT})
  void driverWithoutMemoryRefuses(int flags, TestBed bed) {
    ExportSegment segment = bed.exported(1, flags);
    SegmentId id = bed.freshId();
    try (FaultInjection.Fault fault =
        bed.faults().fail(FaultPoint.PUBLISH, RsmError.INSUFFICIENT_MEM, Integer.MAX_VALUE)) {
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> segment.publish(id, null));
      assertEquals(1, fault.hits());
      assertUnpublished(bed, segment, id);
    }
    assertPublishes(bed, segment, id);
  }

  @Rule(RuleId.PUBLISH_INSUFFICIENT_RESOURCES_01)
  @ParameterizedTest
  @ValueSource(ints = {ExportSegment.DONTWAIT, ExportSegment.DONTWAIT | ExportSegment.ALLOW_REBIND})
  void segmentThatDoesNotWaitIsRefusedAtOnce(int flags, TestBed bed) {
    ExportSegment segment = bed.exported(1, flags);
    SegmentId id = bed.freshId();
    try (FaultInjection.Fault fault = exhausted(bed)) {
      assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> segment.publish(id, null));
      assertEquals(1, fault.hits());
      assertUnpublished(bed, segment, id);
      assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> segment.publish(SegmentId.ANY, null));
    }
    assertPublishes(bed, segment, id);
  }

  @Rule(RuleId.PUBLISH_BLOCK_01)
  @ParameterizedTest
  @ValueSource(ints = {0, ExportSegment.ALLOW_REBIND})
  void publishWaitsForResources(int flags, TestBed bed) {
    ExportSegment segment = bed.exported(1, flags);
    ExportSegment other = bed.exported(1, ExportSegment.DONTWAIT);
    SegmentId id = bed.freshId();
    Threads.Call call;
    try (FaultInjection.Fault fault = exhausted(bed)) {
      call = Threads.start(() -> segment.publish(id, null));
      Threads.await("a publish without resources", () -> fault.hits() > 0);
      call.awaitBlocked();
      // Others go through meanwhile, on this segment and on the controller.
      segment.signalPost();
      assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
      assertTrue(segment.publishedId().isEmpty());
      assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> other.publish(SegmentId.ANY, null));
      bed.exported(1).destroy();
      assertFalse(call.outcome().isDone());
    }
    assertEquals(RsmError.SUCCESS, call.code());
    assertEquals(id, TestBed.idOf(segment));
    bed.connect(segment, Permission.READ).disconnect();
  }

  @Rule(RuleId.PUBLISH_INTERRUPTED_01)
  @Test
  void waitingPublishIsInterrupted(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    SegmentId id = bed.freshId();
    try (FaultInjection.Fault fault = exhausted(bed)) {
      Threads.Call call = Threads.start(() -> segment.publish(id, null));
      Threads.await("a publish without resources", () -> fault.hits() > 0);
      call.awaitBlocked().thread().interrupt();
      assertEquals(RsmError.INTERRUPTED, call.code());
      assertUnpublished(bed, segment, id);
    }
    assertUnpublished(bed, segment, id);
    assertPublishes(bed, segment, id);
  }
}
