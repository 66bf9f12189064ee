// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An importer gets the file of a block as a whole, so a block holds no more than what is exported.
 */
class PartialExportTest {

  private static final long PAGE = 4096;

  private final ExportedMemory memory = new ExportedMemory();

  @Test
  void partOfAllocatedMemoryHasAFileOfItsOwn() {
    try (WindowSpace space = new WindowSpace();
        Arena arena = Arena.ofShared()) {
      MemorySegment whole = memory.allocate(space, 8 * PAGE, PAGE, arena);
      for (long page = 0; page < 8; page++) {
        whole.set(ValueLayout.JAVA_LONG, page * PAGE, 100 + page);
      }
      List<ExportedMemory.Extent> part = memory.export(whole.asSlice(2 * PAGE, 3 * PAGE));
      assertEquals(1, part.size());
      assertEquals(3 * PAGE, part.getFirst().block().file().size());
      assertEquals(0, part.getFirst().offset());
      for (long page = 0; page < 8; page++) {
        assertEquals(100 + page, whole.get(ValueLayout.JAVA_LONG, page * PAGE));
      }
      memory.release(part);
      for (long page = 0; page < 8; page++) {
        assertEquals(100 + page, whole.get(ValueLayout.JAVA_LONG, page * PAGE));
      }
      memory.forgetUnused(space);
    }
  }

  @Test
  void allocatedMemoryWithinAnExportKeepsItsFile() {
    try (WindowSpace space = new WindowSpace();
        Arena arena = Arena.ofShared()) {
      MemorySegment whole = memory.allocate(space, 2 * PAGE, PAGE, arena);
      List<ExportedMemory.Extent> extents = memory.export(whole);
      assertEquals(2 * PAGE, extents.getFirst().block().file().size());
      List<ExportedMemory.Extent> again = memory.export(whole.asSlice(PAGE, PAGE));
      assertSame(extents.getFirst().block(), again.getFirst().block());
      memory.release(again);
      memory.release(extents);
      memory.forgetUnused(space);
    }
  }
}
