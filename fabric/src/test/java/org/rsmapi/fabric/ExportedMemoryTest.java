// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.RsmError;
import org.rsmapi.fabric.linux.Libc;

class ExportedMemoryTest {

  private static final long PAGE = Libc.get().getpagesize();
  private static final long SMALL = 16 << 10; // from malloc's heap
  private static final long LARGE = 4 << 20; // a mapping of its own

  /** Open for good: other tests count descriptors. */
  private static final WindowSpace SPACE = new WindowSpace();

  private final ExportedMemory memory = ExportedMemory.OF_PROCESS;

  private static void fill(MemorySegment range, int seed) {
    for (long i = 0; i < range.byteSize() / 8; i++) {
      range.setAtIndex(ValueLayout.JAVA_LONG, i, seed * 1_000_003L + i);
    }
  }

  private static void assertFilled(MemorySegment range, int seed) {
    for (long i = 0; i < range.byteSize() / 8; i++) {
      assertEquals(seed * 1_000_003L + i, range.getAtIndex(ValueLayout.JAVA_LONG, i));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SMALL, LARGE})
  void keepsItsContentsAndIsPrivateAfterwards(long size) {
    int before = Host.descriptors().size();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = arena.allocate(size, PAGE);
      fill(range, 1);
      List<ExportedMemory.Extent> extents = memory.export(range);
      assertFilled(range, 1);
      assertTrue(Host.isShared(range.address()));
      fill(range, 2);
      memory.release(extents);
      assertFilled(range, 2);
      for (long i = 0; i < size; i += PAGE) {
        assertFalse(Host.isShared(range.address() + i));
      }
      assertEquals(before, Host.descriptors().size());
    }
  }

  @Test
  void largeMemoryKeepsItsContentsPartByPart() {
    long size = (80 << 20) + PAGE;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = memory.allocate(SPACE, size, PAGE, arena);
      for (long at = 0; at < size; at += PAGE) {
        range.set(ValueLayout.JAVA_LONG, at, at + 1);
      }
      List<ExportedMemory.Extent> extents = memory.export(range);
      try (Descriptor peer =
          MemoryFile.reopenReadOnly(extents.getFirst().block().file().number())) {
        memory.release(extents);
        int seekData = 3;
        assertTrue(Libc.get().lseek(peer.number(), 0, seekData) < 0, "holds memory");
      }
      for (long at = 0; at < size; at += PAGE) {
        assertEquals(at + 1, range.get(ValueLayout.JAVA_LONG, at));
      }
      assertFalse(Host.isShared(range.address()));
      assertFalse(Host.isShared(range.address() + size - 1));
    }
  }

  @Test
  void afterwardsTheFileIsEmptyAndCutOff() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = arena.allocate(LARGE, PAGE);
      fill(range, 1);
      List<ExportedMemory.Extent> extents = memory.export(range);
      try (Descriptor peer =
          MemoryFile.reopenReadOnly(extents.getFirst().block().file().number())) {
        memory.release(extents);
        fill(range, 2);
        int seekData = 3;
        assertTrue(Libc.get().lseek(peer.number(), 0, seekData) < 0, "holds memory");
      }
      assertFilled(range, 2);
    }
  }

  @Test
  void storesOfOtherThreadsAreNotLostWhenItBecomesPrivate() throws InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = arena.allocate(LARGE, PAGE);
      for (int round = 0; round < 20; round++) {
        List<ExportedMemory.Extent> extents = memory.export(range);
        AtomicBoolean stop = new AtomicBoolean();
        long[] lost = new long[1];
        Thread writer = Thread.ofPlatform().start(() -> lost[0] = countLostStores(range, stop));
        memory.release(extents);
        stop.set(true);
        writer.join();
        assertEquals(0, lost[0], "round " + round);
      }
    }
  }

  /** Each pass stores a number of its own everywhere; the next one looks for it. */
  private static long countLostStores(MemorySegment range, AtomicBoolean stop) {
    long lost = 0;
    range.fill((byte) 0);
    for (long pass = 0; !stop.get(); pass++) {
      for (long at = 0; at < range.byteSize(); at += PAGE / 2) {
        if (range.get(ValueLayout.JAVA_LONG, at) != pass) {
          lost++;
        }
        range.set(ValueLayout.JAVA_LONG, at, pass + 1);
      }
    }
    return lost;
  }

  /**
   * Three segments over a range of eight pages, the first with gaps on both sides of the second.
   */
  private static final long[][] OVERLAPPING = {{2, 3}, {0, 8}, {1, 7}};

  static Stream<Arguments> orders() {
    return Stream.of(
            List.of(0, 1, 2),
            List.of(0, 2, 1),
            List.of(1, 0, 2),
            List.of(1, 2, 0),
            List.of(2, 0, 1),
            List.of(2, 1, 0))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void overlappingSegmentsMayEndInAnyOrder(List<Integer> order) {
    int before = Host.descriptors().size();
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = arena.allocate(8 * PAGE, PAGE);
      fill(range, 1);
      List<List<ExportedMemory.Extent>> segments = new ArrayList<>();
      for (long[] pages : OVERLAPPING) {
        segments.add(memory.export(range.asSlice(pages[0] * PAGE, (pages[1] - pages[0]) * PAGE)));
      }
      assertEquals(3, segments.get(1).size(), "a block, the one between, a block");
      assertFilled(range, 1);
      for (int i : order) {
        memory.release(segments.get(i));
        assertFilled(range, 1);
      }
      for (long i = 0; i < 8; i++) {
        assertFalse(Host.isShared(range.address() + i * PAGE));
      }
    }
    assertEquals(before, Host.descriptors().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {SMALL, LARGE})
  void memoryFreedWhileExportedIsNotTouchedAnyMore(long size) {
    int before = Host.descriptors().size();
    try (Arena later = Arena.ofShared()) {
      List<ExportedMemory.Extent> extents;
      try (Arena arena = Arena.ofShared()) {
        MemorySegment range = arena.allocate(size, PAGE);
        fill(range, 1);
        extents = memory.export(range);
      }
      // The addresses come again, most likely.
      List<MemorySegment> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(later.allocate(size, PAGE));
        fill(others.get(i), 100 + i);
      }
      memory.release(extents);
      for (int i = 0; i < 20; i++) {
        assertFilled(others.get(i), 100 + i);
        others.get(i).fill((byte) 0);
      }
    }
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void addressesThatComeAgainCanBeExportedAgain() {
    int before = Host.descriptors().size();
    List<List<ExportedMemory.Extent>> old = new ArrayList<>();
    try (Arena later = Arena.ofShared()) {
      try (Arena arena = Arena.ofShared()) {
        for (int i = 0; i < 4; i++) {
          old.add(memory.export(arena.allocate(SMALL, PAGE)));
        }
      }
      List<List<ExportedMemory.Extent>> young = new ArrayList<>();
      List<MemorySegment> ranges = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ranges.add(later.allocate(3 * PAGE, PAGE));
        fill(ranges.get(i), i);
        young.add(memory.export(ranges.get(i)));
      }
      old.forEach(memory::release);
      for (int i = 0; i < 8; i++) {
        assertFilled(ranges.get(i), i);
        assertTrue(Host.isShared(ranges.get(i).address()));
        memory.release(young.get(i));
        assertFilled(ranges.get(i), i);
      }
    }
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void memoryOfAConfinedArenaMayBeReleasedByAnotherThread() throws InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment range = arena.allocate(SMALL, PAGE);
      fill(range, 1);
      List<ExportedMemory.Extent> extents = memory.export(range);
      Thread.ofPlatform().start(() -> memory.release(extents)).join();
      assertFilled(range, 1);
      assertFalse(Host.isShared(range.address()));
    }
  }

  @Test
  void aRangeThatIsNotWhollyMappedIsRefused() {
    int before = Host.descriptors().size();
    long address;
    try (MemoryFile file = MemoryFile.reserve("rsm-test", 3 * PAGE)) {
      address = Mapping.shared(file);
    }
    Mapping.unmap(address + PAGE, PAGE);
    try {
      Host.assertFails(RsmError.BAD_ADDR, () -> memory.export(Mapping.at(address, 3 * PAGE)));
    } finally {
      Mapping.unmap(address, 3 * PAGE);
    }
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void aRangeInTooManyPiecesIsRefusedAndLeavesNothingBehind() {
    int before = Host.descriptors().size();
    long pages = 2 * ExportedMemory.MAX_EXTENTS + 1;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = arena.allocate(pages * PAGE, PAGE);
      fill(range, 1);
      List<List<ExportedMemory.Extent>> single = new ArrayList<>();
      for (long i = 1; i < pages; i += 2) {
        single.add(memory.export(range.asSlice(i * PAGE, PAGE)));
      }
      int between = Host.descriptors().size();
      Host.assertFails(RsmError.INSUFFICIENT_RESOURCES, () -> memory.export(range));
      assertEquals(between, Host.descriptors().size());
      assertFilled(range, 1);
      single.forEach(memory::release);
      assertFilled(range, 1);
      assertFalse(Host.isShared(range.address() + PAGE));
    }
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void allocatedMemoryIsExportedWithoutACopy() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment range = memory.allocate(SPACE, LARGE, PAGE, arena);
      String inode = Host.inodeAt(range.address());
      List<ExportedMemory.Extent> extents = memory.export(range);
      assertEquals(inode, Host.inodeAt(range.address()));
      assertNotEquals("0", inode);
      memory.release(extents);
    }
  }

  @Test
  void memoryForLargerPagesIsAlignedAndExportedWithoutACopy() {
    for (int i = 0; i < 8; i++) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment range = memory.allocate(SPACE, 4 * PAGE, 4 * PAGE, arena);
        assertEquals(4 * PAGE, range.byteSize());
        assertEquals(0, range.address() % (4 * PAGE));
        String inode = Host.inodeAt(range.address());
        List<ExportedMemory.Extent> extents = memory.export(range);
        assertEquals(inode, Host.inodeAt(range.address()));
        memory.release(extents);
      }
    }
  }

  @Test
  void filesOfClosedArenasAreClosedByLaterCalls() {
    int before = Host.descriptors().size();
    int most = before;
    for (int i = 0; i < 500; i++) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment range = memory.allocate(SPACE, PAGE, PAGE, arena);
        range.set(ValueLayout.JAVA_LONG, 0, i);
      }
      most = Math.max(most, Host.descriptors().size());
    }
    assertTrue(most - before <= 130, "at most " + (most - before) + " files open at once");
    memory.forgetUnused(SPACE);
    assertEquals(before, Host.descriptors().size());
  }

  @Test
  void unreachableMemoryOfAutomaticArenasIsFreed() {
    int before = Host.mappings("rsm-export").size();
    for (int i = 0; i < 20; i++) {
      memory.allocate(SPACE, PAGE, PAGE, Arena.ofAuto()).set(ValueLayout.JAVA_LONG, 0, i);
    }
    Host.await(
        "mappings gone",
        () -> {
          System.gc();
          return Host.mappings("rsm-export").size() <= before;
        });
    memory.forgetUnused(SPACE);
  }
}
