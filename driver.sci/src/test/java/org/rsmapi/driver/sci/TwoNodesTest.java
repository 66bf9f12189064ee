// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.rsmapi.driver.sci.Pair.EVERYBODY;
import static org.rsmapi.driver.sci.Pair.EXPORTER;
import static org.rsmapi.driver.sci.Pair.EXPORTING;
import static org.rsmapi.driver.sci.Pair.ID;
import static org.rsmapi.driver.sci.Pair.IMPORTER;
import static org.rsmapi.driver.sci.Pair.SIZE;
import static org.rsmapi.driver.sci.Pair.assertFails;
import static org.rsmapi.driver.sci.Pair.await;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ConnectionState;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.PeerCredentials;

/** The driver between two nodes, over each SISCI: links that go down, nodes that go, floods. */
final class TwoNodesTest {

  private static final AccessPolicy ONE_AT_A_TIME =
      new AccessPolicy() {
        @Override
        public RsmError decide(NodeId node, PeerCredentials peer, Permission requested) {
          return RsmError.SUCCESS;
        }

        @Override
        public int maxConnections() {
          return 1;
        }
      };

  @ParameterizedTest
  @EnumSource
  void linkThatIsPulledFailsTheBarrierAndTheTransferIsRepeated(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      DriverBarrier barrier = pair.barrier();
      barrier.open();
      pair.put(0, 1);
      barrier.order();
      pair.cluster.link(EXPORTER, IMPORTER, false);
      pair.put(8, 2);
      assertFails(RsmError.BARRIER_FAILURE, barrier::order);
      assertFails(RsmError.BARRIER_FAILURE, barrier::close);
      assertEquals(0, pair.arrived(8), "a store through a link that is down");
      pair.cluster.link(EXPORTER, IMPORTER, true);
      barrier.open();
      pair.put(0, 1);
      pair.put(8, 2);
      barrier.close();
      assertEquals(1, pair.arrived(0));
      assertEquals(2, pair.arrived(8));
      assertEquals(0, pair.told.broken.get(), "the connection has survived");
      barrier.destroy();
    }
  }

  @ParameterizedTest
  @EnumSource
  void outageWithinASpanIsToldThoughTheLinkIsBack(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      DriverBarrier first = pair.barrier();
      DriverBarrier second = pair.barrier();
      first.open();
      pair.cluster.link(EXPORTER, IMPORTER, false);
      pair.cluster.link(EXPORTER, IMPORTER, true);
      second.open();
      pair.put(0, 1);
      assertFails(RsmError.BARRIER_FAILURE, first::close);
      second.close();
      assertEquals(1, pair.arrived(0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void linkThatIsDownIsInTheTopologyAndInTheWay(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      assertEquals(ConnectionState.ACTIVE, stateOf(pair.importing));
      pair.cluster.link(EXPORTER, IMPORTER, false);
      assertEquals(ConnectionState.DOWN, stateOf(pair.importing));
      assertFails(
          RsmError.REMOTE_NODE_UNREACHABLE,
          () -> pair.importing.connect(EXPORTING, ID, Permission.RDWR, pair.told));
      assertFails(RsmError.REMOTE_NODE_UNREACHABLE, () -> pair.imported.post(true));
      pair.cluster.link(EXPORTER, IMPORTER, true);
      pair.importing.connect(EXPORTING, ID, Permission.RDWR, pair.told).disconnect();
      pair.imported.post(true);
      await("an event", () -> pair.exported.takeArrived(0) == 1);
    }
  }

  private static ConnectionState stateOf(DriverController controller) {
    return controller.topology().orElseThrow().connections().stream()
        .filter(remote -> remote.node().equals(EXPORTING))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @ParameterizedTest
  @EnumSource
  void unpublishBreaksAnImportBeforeItReturns(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      DriverBarrier barrier = pair.barrier();
      barrier.open();
      pair.exported.unpublish();
      assertEquals(1, pair.told.broken.get());
      assertFails(RsmError.CONN_ABORTED, barrier::close);
      assertFails(RsmError.CONN_ABORTED, () -> pair.imported.post(true));
      assertFails(
          RsmError.SEG_NOT_PUBLISHED,
          () -> pair.importing.connect(EXPORTING, ID, Permission.RDWR, pair.told));
      assertEquals(ID, pair.exported.publish(ID, EVERYBODY));
      pair.importing.connect(EXPORTING, ID, Permission.RDWR, pair.told).disconnect();
      assertEquals(1, pair.told.broken.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void exporterThatLeavesBreaksItsImports(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      pair.exporting.close();
      await("the end of the connection", () -> pair.told.broken.get() == 1);
      assertFails(RsmError.CONN_ABORTED, () -> pair.imported.post(true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void importerThatLeavesMakesRoomForAnother(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      pair.exported.republish(ONE_AT_A_TIME);
      assertFails(
          RsmError.INSUFFICIENT_RESOURCES,
          () -> pair.importing.connect(EXPORTING, ID, Permission.RDWR, pair.told));
      pair.importing.close();
      try (DriverController other = pair.cluster.controller(12)) {
        await("room", () -> connects(other));
      }
    }
  }

  private static boolean connects(DriverController controller) {
    try {
      controller.connect(EXPORTING, ID, Permission.RDWR, new Pair.Told()).disconnect();
      return true;
    } catch (RsmException e) {
      assertEquals(RsmError.INSUFFICIENT_RESOURCES, e.error(), e::getMessage);
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void floodOfPostsLosesNone(Cluster.Kind kind) throws InterruptedException {
    long posts = 20_000;
    try (Pair pair = new Pair(kind)) {
      Runnable flood =
          () -> {
            for (int i = 0; i < posts; i++) {
              pair.imported.post(true);
            }
          };
      Thread other = Thread.ofPlatform().start(flood);
      flood.run();
      other.join();
      long[] taken = {0};
      await(
          "all events",
          () -> {
            taken[0] += pair.exported.takeArrived(taken[0]);
            return taken[0] >= 2 * posts;
          });
      assertEquals(2 * posts, taken[0]);
      assertFalse(pair.exported.mayHaveArrived());
    }
  }

  @ParameterizedTest
  @EnumSource
  void idIsUniqueOnItsNodeAndFreeWhenItsHolderLeaves(Cluster.Kind kind) {
    try (Pair pair = new Pair(kind)) {
      MemorySegment memory = pair.importing.allocate(SIZE, pair.arena);
      DriverExport elsewhere = pair.importing.create(memory, () -> {});
      assertEquals(ID, elsewhere.publish(ID, EVERYBODY));
      DriverExport here =
          pair.exporting.create(pair.exporting.allocate(SIZE, pair.arena), () -> {});
      assertFails(RsmError.SEGID_IN_USE, () -> here.publish(ID, EVERYBODY));
      pair.exported.destroy();
      assertEquals(ID, here.publish(ID, EVERYBODY));
    }
  }
}
