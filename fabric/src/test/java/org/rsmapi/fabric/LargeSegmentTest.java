// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;

/** Beyond what 31 and 32 bits can tell. */
class LargeSegmentTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final long GIB = 1L << 30;
  private static final long SIZE = 4 * GIB + 3 * Sides.PAGE;
  private static final long NEEDED = 8 * GIB;

  @BeforeEach
  void assumeMemory() throws IOException {
    long kilobytes =
        Files.readAllLines(Path.of("/proc/meminfo")).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0);
    long available = kilobytes << 10;
    assumeTrue(available >= NEEDED, available + " bytes of memory are available");
  }

  @Test
  void transfersAndMappingsReachBothSidesOfTheBorders() {
    FabricName name = Sides.uniqueName();
    ImportProbe probe = new ImportProbe();
    try (Fabric exporting = Fabric.open(name);
        Fabric neighbour = Fabric.open(name);
        Fabric other = Fabric.open(name, new LocalExports());
        Arena arena = Arena.ofShared()) {
      MemorySegment memory = exporting.allocate(SIZE, arena);
      FabricExport export = exporting.export(memory, probe);
      SegmentId id = export.publish(SegmentId.ANY, Sides.EVERYBODY);
      for (Fabric importing : new Fabric[] {neighbour, other}) {
        FabricImport imported =
            importing.connect(NodeId.of(Sides.NODE), id, Permission.RDWR, probe);
        assertEquals(SIZE, imported.byteSize());
        check(imported, memory, importing == other ? 100 : 200);
        imported.disconnect();
      }
    }
  }

  private static void check(FabricImport imported, MemorySegment memory, long seed) {
    MemorySegment window = imported.window();
    for (long border : new long[] {2 * GIB, 4 * GIB, SIZE}) {
      window.set(LONG, border - 8, seed + border);
      assertEquals(seed + border, memory.get(LONG, border - 8));
      if (border < SIZE) {
        memory.set(LONG, border, seed - border);
        assertEquals(seed - border, window.get(LONG, border));
        checkAcross(imported, memory, border, seed);
      }
    }
    assertEquals(seed + 2 * GIB, window.get(LONG, 2 * GIB - 8));
  }

  private static void checkAcross(
      FabricImport imported, MemorySegment memory, long border, long seed) {
    try (Arena arena = Arena.ofShared()) {
      long from = border - Sides.PAGE;
      MemorySegment mapped = imported.map(from, 2 * Sides.PAGE, Permission.RDWR, arena);
      assertEquals(seed + border, mapped.get(LONG, Sides.PAGE - 8));
      assertEquals(seed - border, mapped.get(LONG, Sides.PAGE));
      mapped.set(LONG, 2 * Sides.PAGE - 8, seed);
      assertEquals(seed, memory.get(LONG, border + Sides.PAGE - 8));
      imported.unmap(mapped);
    }
    try (Arena arena = Arena.ofShared()) {
      long size = SIZE - Sides.PAGE;
      MemorySegment mapped = imported.map(Sides.PAGE, size, Permission.READ, arena);
      assertEquals(size, mapped.byteSize());
      assertEquals(seed - border, mapped.get(LONG, border - Sides.PAGE));
      imported.unmap(mapped);
    }
  }
}
