// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;

class ProcessTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final SegmentId ID = SegmentId.of(0x400400L);

  @Test
  void aKilledExporterBreaksItsImportsAndFreesTheId() {
    try (Sides sides = new Sides();
        ChildJvm child = ChildJvm.start(sides.name);
        Arena arena = Arena.ofShared()) {
      assertEquals("ok", child.tell("export " + ID.value()));
      FabricImport imported = sides.connect(ID);
      MemorySegment mapped = imported.map(0, Sides.SIZE, Permission.RDWR, arena);
      assertEquals("ok", child.tell("put 0 17"));
      assertEquals(17, mapped.get(LONG, 0));
      mapped.set(LONG, 8, 18);
      assertEquals("18", child.tell("get 8"));
      assertEquals("ok", child.tell("post"));
      Host.assertFails(RsmError.SEGID_IN_USE, () -> sides.export.publish(ID, Sides.EVERYBODY));
      child.kill();
      Host.await("broken", 1_000, () -> sides.importer.broken.get() == 1);
      sides.export.publish(ID, Sides.EVERYBODY);
      long ignored = mapped.get(LONG, 0) + imported.window().get(LONG, 8);
      mapped.set(LONG, 0, 1);
      imported.window().set(LONG, 0, 1);
      assertEquals(1, imported.takeArrived(0));
      imported.unmap(mapped);
      imported.disconnect();
    }
  }

  @Test
  void aKilledImporterCostsTheExporterNothing() {
    int descriptors = Host.descriptors().size();
    try (Sides sides = new Sides();
        ChildJvm child = ChildJvm.start(sides.name)) {
      SegmentId id = sides.publish();
      FabricImport good = sides.connect(id);
      int before = sides.settledDescriptors();
      assertEquals("ok", child.tell("import " + id.value() + " 600"));
      assertEquals("ok", child.tell("put 0 5"));
      for (int i = 0; i < 3; i++) {
        assertEquals("ok", child.tell("post"));
      }
      child.kill();
      Host.awaitDescriptors(before);
      assertEquals(5, sides.memory.get(LONG, 0));
      // The socket is closed a moment before the events are counted.
      long[] taken = new long[1];
      Host.await("events", () -> (taken[0] += sides.export.takeArrived(0)) >= 3);
      assertEquals(3, taken[0]);
      sides.export.post(true);
      assertEquals(1, good.takeArrived(0));
      sides.memory.set(LONG, 0, 6);
      assertEquals(6, good.window().get(LONG, 0));
    }
    Host.awaitDescriptors(descriptors);
  }

  @Test
  void anImporterThatDoesNotAnswerIsCutOffAfterFiveSeconds() throws Exception {
    try (Sides sides = new Sides();
        ChildJvm child = ChildJvm.start(sides.name)) {
      SegmentId id = sides.publish();
      FabricImport good = sides.connect(id);
      assertEquals("ok", child.tell("import " + id.value() + " 600"));
      assertEquals("ok", child.tell("post"));
      child.signal("STOP");
      try {
        long start = System.nanoTime();
        sides.export.unpublish();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis >= 4_500 && millis < 8_000, millis + " ms");
        assertEquals(1, sides.importer.broken.get());
        assertEquals(1, sides.export.takeArrived(0));
        sides.export.destroy();
        sides.memory.set(LONG, 0, 9);
      } finally {
        child.signal("CONT");
      }
      Host.await("the importer knows", () -> child.tell("post").equals("CONN_ABORTED"));
      assertEquals("ok", child.tell("put 0 5"));
      assertEquals(9, sides.memory.get(LONG, 0));
      good.disconnect();
    }
  }
}
