// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;

/** What an emulated interconnect asks of the fabric. */
class OutageTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static void overSocketsAndWithin(Consumer<Sides> test) {
    try (Sides sides = new Sides();
        Sides local = Sides.local()) {
      test.accept(sides);
      test.accept(local);
    }
  }

  @Test
  void aSuspendedImportLosesStoresUntilItIsResumed() {
    overSocketsAndWithin(
        sides -> {
          FabricImport imported = sides.connect(sides.publish());
          try (Arena arena = Arena.ofShared()) {
            MemorySegment mapped = imported.map(Sides.PAGE, Sides.PAGE, Permission.RDWR, arena);
            MemorySegment readOnly = imported.map(0, Sides.PAGE, Permission.READ, arena);
            sides.memory.set(LONG, 0, 5);
            mapped.set(LONG, 0, 1);
            imported.suspend();
            mapped.set(LONG, 0, 2);
            assertEquals(0, readOnly.get(LONG, 0));
            MemorySegment late = imported.map(0, Sides.PAGE, Permission.RDWR, arena);
            late.set(LONG, 0, 2);
            assertEquals(1, sides.memory.get(LONG, Sides.PAGE));
            assertEquals(5, sides.memory.get(LONG, 0));
            imported.resume();
            assertEquals(1, mapped.get(LONG, 0));
            assertEquals(5, readOnly.get(LONG, 0));
            assertTrue(Host.mappingAt(readOnly.address()).contains(" r--s "));
            late.set(LONG, 0, 6);
            assertEquals(6, sides.memory.get(LONG, 0));
            imported.unmap(mapped);
            imported.unmap(readOnly);
            imported.unmap(late);
          }
        });
  }

  @Test
  void aDetachedMappingReachesNobody() {
    overSocketsAndWithin(
        sides -> {
          FabricImport imported = sides.connect(sides.publish());
          MemorySegment mapped = imported.map(0, Sides.SIZE, Permission.RDWR, Arena.ofAuto());
          mapped.set(LONG, 0, 1);
          imported.detach(mapped);
          mapped.set(LONG, 0, 2);
          assertEquals(1, sides.memory.get(LONG, 0));
          imported.window().set(LONG, 0, 3);
          assertEquals(3, sides.memory.get(LONG, 0));
        });
  }

  @Test
  void anImportKnowsWhetherItsExporterWithdrewOrIsGone() {
    overSocketsAndWithin(
        sides -> {
          FabricImport first = sides.connect(sides.publish());
          sides.export.unpublish();
          assertEquals(1, sides.importer.broken.get());
          assertTrue(first.isWithdrawn());
          FabricImport second = sides.connect(sides.publish());
          sides.export.cutOff();
          Host.await("the end", () -> sides.importer.broken.get() == 2);
          assertFalse(second.isWithdrawn());
        });
  }

  @Test
  void anExportTellsWhoComesAndGoes() {
    overSocketsAndWithin(
        sides -> {
          List<String> seen = new CopyOnWriteArrayList<>();
          sides.export.observe(
              new ImporterListener() {
                @Override
                public void connected(NodeId importer) {
                  seen.add("+" + importer);
                }

                @Override
                public void disconnected(NodeId importer) {
                  seen.add("-" + importer);
                }
              });
          FabricImport imported = sides.connect(sides.publish());
          assertEquals(1, sides.export.connections());
          imported.disconnect();
          Host.await("both", () -> seen.size() == 2);
          assertEquals(List.of("+1", "-1"), seen);
          assertEquals(0, sides.export.connections());
        });
  }
}
