// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.DriverStatus;
import org.rsmapi.NodeId;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.Topology;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_get_interconnect_topology and rsm_free_interconnect_topology. */
@ExtendWith(TestBedExtension.class)
final class TopologyTest {

  @Rule(RuleId.TOPOLOGY_OK_01)
  @Test
  void snapshotHasTheLocalNodeAndItsControllers(TestBed bed) {
    Topology topology = bed.rsm().topology();
    assertNode(bed, topology);
    for (Topology.LocalController local : topology.controllers()) {
      for (Topology.RemoteController remote : local.connections()) {
        assertNotNull(remote.node());
        assertFalse(remote.name().isEmpty());
        assertTrue(remote.state().number() >= 1 && remote.state().number() <= 4);
      }
      assertUnmodifiable(local.connections());
    }
    assertUnmodifiable(topology.controllers());
  }

  /** Loopback is on every node: what is listed beside it knows which one this is. */
  private static void assertNode(TestBed bed, Topology topology) {
    Set<NodeId> nodes = new HashSet<>();
    for (Topology.LocalController listed : topology.controllers()) {
      assertFalse(listed.name().isEmpty());
      try (RsmController controller = bed.rsm().controller(listed.name())) {
        nodes.add(controller.localNode());
      }
    }
    if (nodes.isEmpty()) {
      nodes.add(bed.node());
    }
    assertTrue(
        nodes.contains(topology.localNode()), () -> topology.localNode() + " is none of " + nodes);
  }

  private static void assertUnmodifiable(List<?> list) {
    assertThrows(UnsupportedOperationException.class, () -> list.remove(null));
  }

  @Rule(RuleId.TOPOLOGY_DATA_01)
  @Test
  void everyControllerButLoopbackIsListedOnce(TestBed bed) {
    Set<String> expected = new HashSet<>();
    bed.rsm().drivers().stream()
        .filter(driver -> !driver.type().equals("loopback"))
        .map(DriverStatus::controllers)
        .forEach(expected::addAll);
    List<String> listed =
        bed.rsm().topology().controllers().stream().map(Topology.LocalController::name).toList();
    assertEquals(expected, Set.copyOf(listed));
    assertEquals(expected.size(), listed.size());
    if (!bed.controller().name().equals("loopback")) {
      assertTrue(listed.contains(bed.controller().name()));
    }
  }

  @Rule(RuleId.FREE_TOPOLOGY_OK_01)
  @Test
  void snapshotsAreValuesThatNeedNoFreeing(TestBed bed) {
    Topology first = bed.rsm().topology();
    for (int i = 0; i < 10; i++) {
      assertEquals(first.localNode(), bed.rsm().topology().localNode());
    }
  }

  @Rule(RuleId.TOPOLOGY_INSUFFICIENT_MEM_01)
  @Test
  void memoryForTheSnapshotIsShort(TestBed bed) {
    Topology before = bed.rsm().topology();
    try (FaultInjection.Fault fault =
        bed.faults().fail(FaultPoint.TOPOLOGY, RsmError.INSUFFICIENT_MEM, 1)) {
      assertRsmError(RsmError.INSUFFICIENT_MEM, () -> bed.rsm().topology());
      assertEquals(1, fault.hits());
      assertEquals(before.localNode(), bed.rsm().topology().localNode());
    }
  }
}
