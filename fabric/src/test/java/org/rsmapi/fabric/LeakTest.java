// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;

class LeakTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int ROUNDS = 500;

  @Test
  void wholeLivesLeaveNothingBehind() {
    FabricName name = Sides.uniqueName();
    int mappings = mappings().size(); // of earlier tests, if any
    live(name, 0);
    awaitMappings(mappings);
    int descriptors = Host.descriptors().size();
    int threads = Host.threads().size();
    for (int i = 1; i <= ROUNDS; i++) {
      live(name, i);
    }
    assertEquals(descriptors, Host.descriptors().size());
    assertEquals(threads, Host.threads().size());
    awaitMappings(mappings);
  }

  /** Windows are unmapped when they are unreachable. */
  private static void awaitMappings(int most) {
    try {
      Host.await(
          "mappings gone",
          () -> {
            System.gc();
            return mappings().size() <= most;
          });
    } catch (AssertionError e) {
      fail("once " + most + " mappings, now " + mappings(), e);
    }
  }

  /** Memory that was exported keeps its name after it became private. */
  private static List<String> mappings() {
    return Host.mappings("/memfd:rsm-").stream()
        .filter(line -> line.contains("s ") || !line.contains("rsm-export"))
        .toList();
  }

  private static void live(FabricName name, int value) {
    ImportProbe probe = new ImportProbe();
    try (Arena arena = Arena.ofShared();
        Fabric exporting = Fabric.open(name);
        Fabric importing = Fabric.open(name)) {
      MemorySegment memory =
          value % 2 == 0
              ? exporting.allocate(Sides.SIZE, arena)
              : arena.allocate(Sides.SIZE, Sides.PAGE);
      FabricExport export = exporting.export(memory, probe);
      SegmentId id = export.publish(SegmentId.ANY, Sides.EVERYBODY);
      FabricImport imported = importing.connect(NodeId.of(Sides.NODE), id, Permission.RDWR, probe);
      MemorySegment mapped = imported.map(0, Sides.SIZE, Permission.RDWR, arena);
      mapped.set(LONG, 0, value);
      assertEquals(value, memory.get(LONG, 0));
      imported.post(true);
      assertEquals(1, export.takeArrived(0));
      imported.unmap(mapped);
      imported.disconnect();
      export.destroy();
      assertEquals(value, memory.get(LONG, 0));
    }
  }
}
