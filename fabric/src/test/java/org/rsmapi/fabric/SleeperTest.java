// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.SignalChannel;

/** The word that a waiter sleeps on: who has one, and what becomes of it. */
class SleeperTest {

  private Sides sides;
  private SegmentId id;
  private FabricImport imported;

  @BeforeEach
  void begin() {
    sides = new Sides();
    id = sides.publish();
    imported = sides.connect(id);
  }

  @AfterEach
  void end() {
    sides.close();
  }

  private static MemorySegment announced(SignalChannel channel) {
    MemorySegment word = channel.announceSleeper();
    assertNotNull(word);
    assertEquals(SignalChannel.SLEEPING, value(word));
    return word;
  }

  private static int value(MemorySegment word) {
    return word.get(ValueLayout.JAVA_INT, 0);
  }

  @Test
  void aPostTakesTheAnnouncementAwayAndTellsNobodyElse() {
    MemorySegment exporters = announced(sides.export);
    imported.post(true);
    assertEquals(0, value(exporters));
    assertEquals(1, sides.export.takeArrived(0));
    MemorySegment importers = announced(imported);
    sides.export.post(true);
    assertEquals(0, value(importers));
    assertEquals(1, imported.takeArrived(0));
    sides.settledDescriptors();
    assertEquals(0, sides.exporter.arrived.get());
    assertEquals(0, sides.importer.arrived.get());
  }

  @Test
  void whoIsToldInsteadIsTold() {
    announced(sides.export);
    sides.export.setWaiting(true);
    imported.post(true);
    Host.await("the exporter told", () -> sides.exporter.arrived.get() > 0);
  }

  @Test
  void whoSleepsIsToldOfASecondImporter() {
    MemorySegment word = announced(sides.export);
    FabricImport second = sides.connect(id);
    assertEquals(1, sides.exporter.arrived.get());
    assertNull(sides.export.announceSleeper());
    sides.export.setWaiting(true);
    assertEquals(1, value(word));
    second.disconnect();
    Host.await("the only importer", () -> sides.export.announceSleeper() != null);
  }

  @Test
  void withoutImporterThereIsNoWord() {
    imported.disconnect();
    Host.await("no importer", () -> sides.export.announceSleeper() == null);
  }

  @Test
  void withinAProcessThereIsNoWord() {
    try (Sides neighbours = Sides.local()) {
      FabricImport neighbour = neighbours.connect(neighbours.publish());
      assertNull(neighbour.announceSleeper());
      assertNull(neighbours.export.announceSleeper());
    }
  }

  @Test
  void whoeverLeavesTakesTheAnnouncementAway() {
    MemorySegment importers = announced(imported);
    MemorySegment exporters = announced(sides.export);
    imported.disconnect();
    assertEquals(0, value(importers));
    assertNull(imported.announceSleeper());
    Host.await("the importer gone", () -> value(exporters) == 0);
  }

  @Test
  void oneEventAmongOthersIsNotTakenAlone() {
    assertFalse(sides.export.mayHaveArrived());
    assertFalse(sides.export.takeSingle());
    imported.post(true);
    assertTrue(sides.export.mayHaveArrived());
    assertTrue(sides.export.takeSingle());
    assertFalse(sides.export.mayHaveArrived());
    imported.post(true);
    imported.post(true);
    assertFalse(sides.export.takeSingle());
    assertEquals(2, sides.export.takeArrived(0));
    imported.post(false);
    assertFalse(sides.export.takeSingle());
    assertEquals(0, sides.export.takeArrived(1));
    FabricImport second = sides.connect(id);
    imported.post(true);
    assertFalse(sides.export.takeSingle());
    second.disconnect();
    imported.disconnect();
    assertEquals(1, sides.export.takeArrived(0));
  }
}
