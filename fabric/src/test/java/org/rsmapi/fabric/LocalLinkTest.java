// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.PeerCredentials;

class LocalLinkTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  @Test
  void connectionsAndMappingsCostNoDescriptors() {
    try (Sides sides = Sides.local()) {
      SegmentId id = sides.publish();
      int before = sides.settledDescriptors();
      for (int i = 0; i < 100; i++) {
        FabricImport imported = sides.connect(id);
        imported.map(0, Sides.PAGE, Permission.READ, sides.arena);
      }
      assertEquals(before, sides.settledDescriptors());
    }
  }

  @Test
  void thePolicySeesThisProcessAsTheKernelShowsIt() {
    List<PeerCredentials> seen = new ArrayList<>();
    List<NodeId> nodes = new ArrayList<>();
    for (Sides sides : List.of(Sides.local(), new Sides())) {
      try (sides) {
        SegmentId id =
            sides.export.publish(
                SegmentId.ANY,
                (node, peer, requested) -> {
                  nodes.add(node);
                  seen.add(peer);
                  return RsmError.SUCCESS;
                });
        sides.connect(id);
      }
    }
    assertEquals(seen.get(1), seen.get(0));
    assertEquals(nodes.get(1), nodes.get(0));
  }

  @Test
  void rightsThatMakeNoSenseAreRefused() {
    try (Sides sides = Sides.local()) {
      SegmentId id = sides.publish();
      Host.assertFails(RsmError.PERM_DENIED, () -> sides.connect(id, Permission.NONE));
    }
  }

  @Test
  void aFabricMayImportWhatItExports() {
    try (Sides sides = Sides.local()) {
      SegmentId id = sides.publish();
      FabricImport imported =
          sides.exporting.connect(NodeId.of(Sides.NODE), id, Permission.RDWR, sides.importer);
      imported.window().set(LONG, 0, 4);
      assertEquals(4, sides.memory.get(LONG, 0));
      sides.exporting.close();
      assertEquals(0, sides.importer.broken.get(), "disconnected before that");
      imported.window().set(LONG, 0, 5);
      assertEquals(4, sides.memory.get(LONG, 0));
    }
  }

  @Test
  void theEndOfTheExportersFabricBreaksTheImport() {
    try (Sides sides = Sides.local()) {
      FabricImport imported = sides.connect(sides.publish());
      sides.exporting.close();
      assertEquals(1, sides.importer.broken.get());
      imported.window().set(LONG, 0, 5);
      assertEquals(0, sides.memory.get(LONG, 0));
      Host.assertFails(RsmError.CONN_ABORTED, () -> imported.post(true));
      imported.disconnect();
    }
  }

  @Test
  void theEndOfTheImportersFabricEndsTheConnection() {
    try (Sides sides = Sides.local()) {
      FabricImport imported = sides.connect(sides.publish());
      imported.post(true);
      sides.importing.close();
      imported.window().set(LONG, 0, 5);
      assertEquals(0, sides.memory.get(LONG, 0));
      Host.await("events kept", () -> sides.export.takeArrived(0) == 1);
      sides.export.post(true);
      sides.export.unpublish();
      assertEquals(0, sides.importer.broken.get());
    }
  }

  @Test
  void whoComesWhileItIsWithdrawnIsRefusedOrBroken() {
    for (int round = 0; round < 200; round++) {
      try (Sides sides = Sides.local()) {
        SegmentId id = sides.publish();
        CompletableFuture<FabricImport> connecting =
            CompletableFuture.supplyAsync(() -> sides.connect(id));
        if (round % 2 == 0) {
          sides.export.unpublish();
        } else {
          sides.exporting.close();
        }
        try {
          connecting.join().window().set(LONG, 0, 5);
          assertEquals(1, sides.importer.broken.get());
        } catch (CompletionException e) {
          RsmException cause = (RsmException) e.getCause();
          assertEquals(RsmError.SEG_NOT_PUBLISHED, cause.error(), cause::toString);
        }
        assertEquals(0, sides.memory.get(LONG, 0));
      }
    }
  }

  @Test
  void anInterruptEndsConnect() {
    try (Sides sides = Sides.local()) {
      SegmentId id = sides.publish();
      // An answer that has come already is taken, interrupted or not: so it must not come yet.
      AtomicBoolean busy = new AtomicBoolean(true);
      sides.exporting.loop().execute(() -> Host.await("the interrupt", () -> !busy.get()));
      Thread.currentThread().interrupt();
      try {
        Host.assertFails(RsmError.INTERRUPTED, () -> sides.connect(id));
      } finally {
        assertTrue(Thread.interrupted());
        busy.set(false);
      }
      // What would have been admitted is let go: one more is the only one.
      sides.settledDescriptors();
      FabricImport imported = sides.connect(id);
      sides.export.post(true);
      assertEquals(1, imported.takeArrived(0));
    }
  }

  @Test
  void anotherNodeOfThisProcessIsReachedInTheSameWay() {
    try (Sides sides = Sides.local();
        Fabric second = Fabric.open(sides.name.at(2))) {
      FabricExport export = second.export(sides.arena.allocate(Sides.SIZE, Sides.PAGE), () -> {});
      SegmentId id = export.publish(SegmentId.ANY, Sides.EVERYBODY);
      int before = sides.settledDescriptors();
      FabricImport imported =
          sides.importing.connect(NodeId.of(2), id, Permission.RDWR, sides.importer);
      assertEquals(before, sides.settledDescriptors());
      imported.disconnect();
    }
  }
}
