// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.PeerCredentials;

class ConnectionTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final SegmentId ID = SegmentId.of(0x400123L);

  Sides open() {
    return new Sides();
  }

  @Test
  void noMoreAreConnectedThanThePolicyAllows() {
    AccessPolicy two =
        new AccessPolicy() {
          @Override
          public RsmError decide(NodeId importer, PeerCredentials peer, Permission requested) {
            return RsmError.SUCCESS;
          }

          @Override
          public int maxConnections() {
            return 2;
          }
        };
    try (Sides sides = open()) {
      SegmentId id = sides.export.publish(SegmentId.ANY, two);
      sides.connect(id);
      FabricImport second = sides.connect(id);
      for (int i = 0; i < 50; i++) {
        Host.assertFails(RsmError.INSUFFICIENT_RESOURCES, () -> sides.connect(id));
        second.disconnect();
        second = sides.connect(id);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0400, 0200, 0600})
  void connectsWithTheRightsThatAreGranted(int bits) {
    Permission permission = Permission.of(bits);
    try (Sides sides = open()) {
      Permission[] asked = new Permission[1];
      SegmentId id =
          sides.export.publish(
              SegmentId.ANY,
              (node, peer, requested) -> {
                asked[0] = requested;
                return RsmError.SUCCESS;
              });
      FabricImport imported = sides.connect(id, permission);
      assertEquals(permission, asked[0]);
      assertEquals(Sides.SIZE, imported.byteSize());
      assertEquals(Sides.SIZE, imported.window().byteSize());
      String rights = Host.mappingAt(imported.window().address()).split(" ", 3)[1];
      assertEquals(permission.canWrite() ? "rw-s" : "r--s", rights);
    }
  }

  @Test
  void dataPassesThroughTheWindowBothWays() {
    try (Sides sides = open()) {
      sides.memory.set(LONG, 0, 1);
      FabricImport imported = sides.connect(sides.publish());
      assertEquals(1, imported.window().get(LONG, 0));
      sides.memory.set(LONG, Sides.SIZE - 8, 2);
      assertEquals(2, imported.window().get(LONG, Sides.SIZE - 8));
      imported.window().set(LONG, 8, 3);
      assertEquals(3, sides.memory.get(LONG, 8));
    }
  }

  @Test
  void aPartCanBeMappedWithFewerRights() {
    try (Sides sides = open();
        Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment part = imported.map(Sides.PAGE, 100, Permission.READ, arena);
      assertEquals(100, part.byteSize());
      sides.memory.set(LONG, Sides.PAGE + 8, 5);
      assertEquals(5, part.get(LONG, 8));
      assertEquals("r--s", Host.mappingAt(part.address()).split(" ", 3)[1]);
      imported.unmap(part);
    }
  }

  @Test
  void signalsAccumulateBothWays() {
    try (Sides sides = open()) {
      FabricImport imported = sides.connect(sides.publish());
      for (int i = 0; i < 5; i++) {
        imported.post(true);
        sides.export.post(true);
      }
      assertEquals(5, sides.export.takeArrived(0));
      assertEquals(0, sides.export.takeArrived(0));
      assertEquals(5, imported.takeArrived(0));
      assertEquals(0, imported.takeArrived(0));
    }
  }

  @Test
  void whatIsPostedBehindAConditionalPostCountsBesides() {
    try (Sides sides = new Sides()) {
      SegmentId id = sides.publish();
      FabricImport imported = sides.connect(id);
      imported.post(false);
      imported.post(true);
      assertEquals(2, sides.export.takeArrived(0));
      imported.post(false);
      imported.post(true);
      assertEquals(1, sides.export.takeArrived(1));
      imported.post(false);
      imported.post(true);
      sides.export.unpublish();
      assertEquals(2, sides.export.takeArrived(0));
    }
  }

  @Test
  void whatIsPostedAfterConnectReturnedArrives() {
    try (Sides sides = open()) {
      SegmentId id = sides.publish();
      for (int i = 0; i < 300; i++) {
        FabricImport imported = sides.connect(id);
        sides.export.post(true);
        assertEquals(1, imported.takeArrived(0), "round " + i);
        imported.disconnect();
      }
    }
  }

  @Test
  void waitingThreadsAreWokenAndOthersAreNot() {
    try (Sides sides = open()) {
      FabricImport imported = sides.connect(sides.publish());
      imported.post(true);
      sides.export.post(true);
      assertEquals(0, sides.exporter.arrived.get());
      assertEquals(0, sides.importer.arrived.get());
      sides.export.setWaiting(true);
      imported.setWaiting(true);
      imported.post(true);
      sides.export.post(true);
      Host.await("exporter woken", () -> sides.exporter.arrived.get() > 0);
      Host.await("importer woken", () -> sides.importer.arrived.get() > 0);
    }
  }

  @Test
  void anExporterThatWaitsIsWokenByAnImporterThatConnectsAndPostsAtOnce() {
    try (Sides sides = open()) {
      SegmentId id = sides.publish();
      for (int i = 1; i <= 300; i++) {
        assertEquals(0, sides.export.takeArrived(0));
        sides.export.setWaiting(true);
        int before = sides.exporter.arrived.get();
        FabricImport imported = sides.connect(id);
        imported.post(true);
        long[] taken = new long[1];
        Host.await(
            "woken in round " + i,
            () -> {
              if (sides.exporter.arrived.get() > before) {
                taken[0] += sides.export.takeArrived(0);
              }
              return taken[0] > 0;
            });
        imported.disconnect();
        sides.export.setWaiting(false);
        Host.await("gone", () -> sides.export.takeArrived(0) == 0);
      }
    }
  }

  @Test
  void unpublishBreaksImportsBeforeItReturns() {
    try (Sides sides = open();
        Arena arena = Arena.ofShared()) {
      FabricImport imported = sides.connect(sides.publish());
      MemorySegment mapped = imported.map(0, Sides.SIZE, Permission.RDWR, arena);
      imported.window().set(LONG, 0, 1);
      sides.export.unpublish();
      assertEquals(1, sides.importer.broken.get());
      imported.window().set(LONG, 0, 2);
      mapped.set(LONG, 8, 3);
      assertEquals(1, sides.memory.get(LONG, 0));
      assertEquals(0, sides.memory.get(LONG, 8));
      Host.assertFails(RsmError.CONN_ABORTED, () -> imported.post(true));
      Host.assertFails(
          RsmError.CONN_ABORTED, () -> imported.map(0, Sides.PAGE, Permission.READ, arena));
      imported.unmap(mapped);
      imported.disconnect();
      assertEquals(1, sides.importer.broken.get());
    }
  }

  @Test
  void eventsOutliveTheConnection() {
    try (Sides sides = open()) {
      SegmentId id = sides.publish();
      FabricImport imported = sides.connect(id);
      imported.post(true);
      sides.export.post(true);
      sides.export.unpublish();
      assertEquals(1, sides.export.takeArrived(0));
      assertEquals(1, imported.takeArrived(0));
      assertEquals(0, sides.export.takeArrived(0) + imported.takeArrived(0));
    }
  }

  @Test
  void aDisconnectedWindowReachesNobody() {
    try (Sides sides = open()) {
      FabricImport imported = sides.connect(sides.publish());
      imported.disconnect();
      imported.window().set(LONG, 0, 7);
      assertEquals(0, sides.memory.get(LONG, 0));
      assertEquals(0, sides.importer.broken.get());
    }
  }

  @Test
  void anIdIsTakenUntilItIsUnpublishedAndFreeAtOnce() {
    try (Sides sides = open();
        Sides others = new Sides(sides.name)) {
      for (int i = 0; i < 20; i++) {
        assertEquals(ID, sides.export.publish(ID, Sides.EVERYBODY));
        Host.assertFails(RsmError.SEGID_IN_USE, () -> others.export.publish(ID, Sides.EVERYBODY));
        sides.export.unpublish();
        others.export.publish(ID, Sides.EVERYBODY);
        others.export.unpublish();
      }
    }
  }

  @Test
  void idsOfTheSystemNeverComeAgain() {
    try (Sides sides = open()) {
      Set<SegmentId> seen = new HashSet<>();
      for (int i = 0; i < 300; i++) {
        SegmentId id = sides.publish();
        assertTrue(id.compareTo(SegmentId.SYSTEM_FIRST) >= 0, id::toString);
        assertTrue(id.compareTo(SegmentId.SYSTEM_LAST) <= 0, id::toString);
        assertTrue(seen.add(id), id::toString);
        sides.export.unpublish();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PERM_DENIED", "SEG_NOT_PUBLISHED_TO_NODE"})
  void aRefusalIsWhatThePolicySays(RsmError error) {
    try (Sides sides = open()) {
      SegmentId id = sides.export.publish(SegmentId.ANY, (node, peer, requested) -> error);
      Host.assertFails(error, () -> sides.connect(id));
      assertNotEquals(1, sides.importer.broken.get());
    }
  }

  @Test
  void aPolicyThatFailsRefuses() {
    try (Sides sides = open()) {
      SegmentId id =
          sides.export.publish(
              SegmentId.ANY,
              (node, peer, requested) -> {
                throw new IllegalStateException("a test");
              });
      Host.assertFails(RsmError.PERM_DENIED, () -> sides.connect(id));
    }
  }

  @Test
  void nobodyListensToWhatIsNotPublished() {
    try (Sides sides = open()) {
      Host.assertFails(RsmError.SEG_NOT_PUBLISHED, () -> sides.connect(ID));
      SegmentId id = sides.publish();
      Host.assertFails(
          RsmError.SEG_NOT_PUBLISHED,
          () -> sides.importing.connect(NodeId.of(2), id, Permission.READ, sides.importer));
      sides.export.unpublish();
      Host.assertFails(RsmError.SEG_NOT_PUBLISHED, () -> sides.connect(id));
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }
}
