// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ConnectionState;
import org.rsmapi.ExportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** Links between nodes, in order and taken down. */
@ExtendWith(TestBedExtension.class)
final class LinksTest {

  /** Returns the links of the controller of the bed to a node. */
  private static List<Topology.RemoteController> links(
      TestBed bed, Topology topology, NodeId node) {
    return topology.controllers().stream()
        .filter(local -> local.name().equals(bed.controller().name()))
        .flatMap(local -> local.connections().stream())
        .filter(remote -> remote.node().equals(node))
        .toList();
  }

  private static long active(TestBed bed, Topology topology, NodeId node) {
    return links(bed, topology, node).stream()
        .filter(link -> link.state() == ConnectionState.ACTIVE)
        .count();
  }

  @Rule(RuleId.TOPOLOGY_DATA_02)
  @Test
  void linkThatWorksIsListedWithItsFarEnd(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      String[] far = other.party().call(OtherNode.Listed.class).split(" ", 2);
      Topology.RemoteController link =
          links(bed, bed.rsm().topology(), other.node()).stream()
              .filter(remote -> remote.name().equals(far[0]))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no link to " + far[0]));
      assertEquals(Long.parseLong(far[1]), link.hardwareAddress());
      assertEquals(ConnectionState.ACTIVE, link.state());
      assertEquals(3, link.state().number());
    }
  }

  @Rule(value = RuleId.TOPOLOGY_STATE_01, needs = Capability.MULTI_NODE)
  @Test
  void snapshotsShowTheStateOfTheirTime(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      Topology before = bed.rsm().topology();
      long links = active(bed, before, other.node());
      assertNotEquals(0, links);
      try (Fault fault = bed.faults().drop(FaultPoint.LINK)) {
        Threads.await(
            "link that is down", () -> active(bed, bed.rsm().topology(), other.node()) == 0);
        // That the old one is unchanged needs no check: it is a value.
      }
      Threads.await(
          "link that is up again", () -> active(bed, bed.rsm().topology(), other.node()) == links);
    }
  }

  @Rule(value = RuleId.UNPUBLISH_STATE_05, needs = Capability.MULTI_NODE)
  @Test
  void unpublishDoesNotDependOnNodesThatCannotBeReached(TestBed bed) {
    try (OtherNode other = OtherNode.open(bed)) {
      ExportSegment exported = bed.published(1);
      SegmentId id = TestBed.idOf(exported);
      other.connect("there", bed.node(), id, "0600");
      try (Fault fault = bed.faults().drop(FaultPoint.LINK)) {
        Threads.Call call = Threads.start(exported::unpublish);
        assertEquals(RsmError.SUCCESS, call.code());
        assertEquals(id, bed.exported(1).publish(id, null));
      }
      Threads.await(
          "node that is reached again",
          () -> other.tryConnect(bed.node(), id, "0600") == RsmError.SUCCESS);
    }
  }
}
