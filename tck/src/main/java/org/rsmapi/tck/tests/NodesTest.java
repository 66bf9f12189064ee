// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Signals;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** Exporter and importer on two nodes. */
@ExtendWith(TestBedExtension.class)
final class NodesTest {

  private static final String RDWR = "0600";

  private static AccessEntry entry(NodeId node, int permissions) {
    return new AccessEntry(node, permissions);
  }

  private static ExportSegment published(
      TestBed bed, MemorySegment memory, List<AccessEntry> list) {
    ExportSegment segment = bed.controller().createExport(memory, memory.byteSize());
    SegmentId ignored = segment.publish(bed.freshId(), list);
    return segment;
  }

  @Rule(RuleId.CONNECT_OK_04)
  @Test
  void dataAndSignalsPassBetweenNodes(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      MemorySegment memory = bed.memory(1);
      ExportSegment exported = published(bed, memory, List.of(entry(other.node(), 0666)));
      other.connect("there", bed.node(), TestBed.idOf(exported), RDWR);
      other.party().call(PeerSegments.Put64.class, "there", "8", "4711");
      assertEquals(4711, memory.get(ValueLayout.JAVA_LONG, 8));
      memory.set(ValueLayout.JAVA_LONG, 16, 4712);
      assertEquals("4712", other.party().call(PeerSegments.Get64.class, "there", "16"));
      other.party().call(PeerSegments.Post.class, "there");
      Signals.assertEvents(1, exported);
      exported.signalPost();
      other.party().call(PeerSegments.Wait.class, "there", Long.toString(Signals.SOON));

      SegmentId back = other.published("back", bed.node(), "0666");
      ImportSegment imported = bed.controller().connect(other.node(), back, Permission.RDWR);
      imported.initBarrier();
      imported.put64(8, 4713);
      assertEquals("4713", other.party().call(PeerSegments.Memory64.class, "back", "8"));
      assertEquals(4713, imported.get64(8));
      imported.signalPost();
      other.party().call(PeerSegments.Wait.class, "back", Long.toString(Signals.SOON));
      other.party().call(PeerSegments.Post.class, "back");
      Signals.assertEvents(1, imported);
    }
  }

  @Rule(RuleId.CONNECT_ACL_04)
  @Test
  void firstEntryForTheNodeDecides(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      AccessEntry reads = entry(other.node(), 0444);
      AccessEntry writes = entry(other.node(), 0666);
      SegmentId id = TestBed.idOf(published(bed, bed.memory(1), List.of(reads, writes)));
      assertEquals(RsmError.PERM_DENIED, other.tryConnect(bed.node(), id, RDWR));
      assertEquals(RsmError.SUCCESS, other.tryConnect(bed.node(), id, "0400"));
      SegmentId reversed = TestBed.idOf(published(bed, bed.memory(1), List.of(writes, reads)));
      assertEquals(RsmError.SUCCESS, other.tryConnect(bed.node(), reversed, RDWR));
    }
  }

  @Rule(RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_01)
  @Test
  void nodeWithoutAnEntryIsRefused(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      AccessEntry local = entry(bed.node(), 0666);
      ExportSegment exported = published(bed, bed.memory(1), List.of(local));
      SegmentId id = TestBed.idOf(exported);
      for (String permission : List.of("0400", "0200", RDWR)) {
        assertEquals(
            RsmError.SEG_NOT_PUBLISHED_TO_NODE, other.tryConnect(bed.node(), id, permission));
      }
      exported.republish(List.of(local, entry(other.node(), 0666)));
      assertEquals(RsmError.SUCCESS, other.tryConnect(bed.node(), id, RDWR));
    }
  }

  @Rule(RuleId.CONNECT_SEG_NOT_PUBLISHED_TO_NODE_02)
  @Test
  void exportersOwnNodeNeedsAnEntryLikeAnyOther(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      AccessEntry remote = entry(other.node(), 0666);
      ExportSegment exported = published(bed, bed.memory(1), List.of(remote));
      assertRsmError(
          RsmError.SEG_NOT_PUBLISHED_TO_NODE, () -> bed.connect(exported, Permission.READ));
      assertEquals(RsmError.SUCCESS, other.tryConnect(bed.node(), TestBed.idOf(exported), RDWR));
      exported.republish(List.of(remote, entry(bed.node(), 0600)));
      bed.connect(exported, Permission.RDWR).disconnect();
    }
  }

  @Rule(RuleId.CONNECT_REMOTE_NODE_UNREACHABLE_01)
  @Test
  void nodesOutsideTheClusterAreUnreachable(TestBed bed) {
    SegmentId id = TestBed.idOf(bed.published(1));
    for (NodeId node : AccessLists.unknownNodes(bed)) {
      assertRsmError(
          RsmError.REMOTE_NODE_UNREACHABLE,
          () -> bed.controller().connect(node, id, Permission.RDWR));
    }
    bed.controller().connect(bed.node(), id, Permission.RDWR).disconnect();
    try (OtherNode other = OtherNode.open(bed)) {
      SegmentId back = other.published("back", bed.node(), "0666");
      bed.controller().connect(other.node(), back, Permission.RDWR).disconnect();
    }
  }

  @Rule(RuleId.REPUBLISH_STATE_03)
  @Test
  void nodeThatLosesItsEntryKeepsItsConnectionAndGetsNoOther(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      MemorySegment memory = bed.memory(1);
      AccessEntry local = entry(bed.node(), 0666);
      AccessEntry remote = entry(other.node(), 0666);
      ExportSegment exported = published(bed, memory, List.of(local, remote));
      SegmentId id = TestBed.idOf(exported);
      other.connect("there", bed.node(), id, RDWR);
      exported.republish(List.of(local));
      assertEquals(RsmError.SEG_NOT_PUBLISHED_TO_NODE, other.tryConnect(bed.node(), id, RDWR));
      other.party().call(PeerSegments.Put64.class, "there", "0", "4711");
      assertEquals(4711, memory.get(ValueLayout.JAVA_LONG, 0));
      exported.republish(List.of(local, remote));
      assertEquals(RsmError.SUCCESS, other.tryConnect(bed.node(), id, RDWR));
    }
  }
}
