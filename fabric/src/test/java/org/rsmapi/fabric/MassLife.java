// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;

/** Many segments at once: exported, published, imported, used and ended. */
final class MassLife {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Fabric fabric;
  private final ImportProbe probe = new ImportProbe();
  private final List<MemorySegment> memories = new ArrayList<>();
  private final List<FabricExport> exports = new ArrayList<>();
  private final List<FabricImport> imports = new ArrayList<>();

  private MassLife(Fabric fabric) {
    this.fabric = fabric;
  }

  /** Returns "ok", the most descriptors and the seconds taken, or what went wrong. */
  static String of(Fabric fabric, int count) {
    return new MassLife(fabric).live(count);
  }

  private String live(int count) {
    long start = System.nanoTime();
    int before = Host.descriptors().size();
    int most;
    try (Arena arena = Arena.ofShared()) {
      begin(count, arena);
      most = Host.descriptors().size() - before;
      int wrong = use();
      if (wrong > 0) {
        return wrong + " do not work";
      }
      imports.forEach(FabricImport::disconnect);
      exports.forEach(FabricExport::destroy);
      for (int i = 0; i < count; i++) {
        if (memories.get(i).get(LONG, 0) != i || memories.get(i).get(LONG, 8) != -i) {
          return "the memory of " + i + " has other contents";
        }
      }
    }
    Host.awaitDescriptors(before);
    return "ok " + most + " " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  /** Half of them over memory of the caller, page by page. */
  private void begin(int count, Arena arena) {
    MemorySegment own = arena.allocate(count * Sides.PAGE, Sides.PAGE);
    for (int i = 0; i < count; i++) {
      MemorySegment memory =
          i % 2 == 0 ? fabric.allocate(Sides.PAGE, arena) : own.asSlice(i * Sides.PAGE, Sides.PAGE);
      memories.add(memory);
      memory.set(LONG, 0, i);
      FabricExport export = fabric.export(memory, probe);
      exports.add(export);
      SegmentId id = export.publish(SegmentId.ANY, Sides.EVERYBODY);
      imports.add(fabric.connect(NodeId.of(Sides.NODE), id, Permission.RDWR, probe));
    }
  }

  private int use() {
    int wrong = 0;
    for (int i = 0; i < imports.size(); i++) {
      FabricImport imported = imports.get(i);
      imported.window().set(LONG, 8, -i);
      imported.post(true);
      exports.get(i).post(true);
      boolean right =
          imported.window().get(LONG, 0) == i
              && memories.get(i).get(LONG, 8) == -i
              && exports.get(i).takeArrived(0) == 1
              && imported.takeArrived(0) == 1;
      wrong += right ? 0 : 1;
    }
    return wrong;
  }
}
