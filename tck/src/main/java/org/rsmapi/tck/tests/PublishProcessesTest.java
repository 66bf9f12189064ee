// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.DriverStatus;
import org.rsmapi.ExportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Peer;
import org.rsmapi.tck.support.PeerContext;
import org.rsmapi.tck.support.PeerTask;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_export_publish: ids are unique on a node. */
@ExtendWith(TestBedExtension.class)
final class PublishProcessesTest {

  /** Publishes a segment under an id; arguments: name, id. */
  static final class PublishAs implements PeerTask {
    @Override
    public String run(PeerContext context, String... args) {
      SegmentId id = SegmentId.of(Long.parseLong(args[1]));
      return context.kept(args[0], ExportSegment.class).publish(id, null).toString();
    }
  }

  @Rule(RuleId.PUBLISH_SEGID_IN_USE_02)
  @Test
  void idOfAnotherProcessOrControllerIsRefused(TestBed bed) {
    ExportSegment segment = bed.exported(1);
    try (Peer peer = Peer.start()) {
      SegmentId id = PeerSegments.published(peer, "first", "0600");
      assertRsmError(RsmError.SEGID_IN_USE, () -> segment.publish(id, null));
      assertTrue(segment.publishedId().isEmpty());
      bed.controller().connect(bed.node(), id, Permission.READ).disconnect();
      assertEquals("first", peer.call(PeerSegments.Destroy.class, "first"));
      assertEquals(id, segment.publish(id, null));

      String second = peer.call(PeerSegments.Create.class, "second");
      assertRsmError(
          RsmError.SEGID_IN_USE, () -> peer.call(PublishAs.class, second, PeerSegments.text(id)));
      assertOtherLibraryRefuses(id);
      bed.rsm().drivers().forEach(driver -> assertControllersRefuse(bed, driver, id));
      bed.connect(segment, Permission.READ).disconnect();
      segment.unpublish();
      assertEquals(id.toString(), peer.call(PublishAs.class, second, PeerSegments.text(id)));
      assertOtherLibraryRefuses(id);
      // What another process has published on another interconnect cannot be known here.
      bed.rsm().drivers().stream()
          .filter(driver -> driver.controllers().contains(bed.controller().name()))
          .forEach(driver -> assertControllersRefuse(bed, driver, id));
    }
  }

  private static void assertOtherLibraryRefuses(SegmentId id) {
    try (TestBed other = new TestBed()) {
      ExportSegment refused = other.exported(1);
      assertRsmError(RsmError.SEGID_IN_USE, () -> refused.publish(id, null));
    }
  }

  private static void assertControllersRefuse(TestBed bed, DriverStatus driver, SegmentId id) {
    for (String name : driver.controllers()) {
      try (RsmController controller = bed.rsm().controller(name);
          ExportSegment refused =
              controller.createExport(bed.memory(1), controller.attributes().pageSize())) {
        assertRsmError(RsmError.SEGID_IN_USE, () -> refused.publish(id, null));
      }
    }
  }
}
