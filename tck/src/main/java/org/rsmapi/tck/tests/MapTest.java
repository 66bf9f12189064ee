// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.fill;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.Barrier;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** Memory that rsm_memseg_import_map(3RSM) makes accessible. */
@ExtendWith(TestBedExtension.class)
final class MapTest {

  @Rule(RuleId.MAP_OK_01)
  @Test
  void wholeSegmentIsSharedWithTheExporter(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    MemorySegment mapped = link.imported().map(Permission.RDWR, 0, link.size());
    assertEquals(link.size(), mapped.byteSize());
    assertShared(link, mapped, 0);
  }

  /** Asserts that both sides see what the other stores in the range, and nothing beside it. */
  static void assertShared(TransferLink link, MemorySegment mapped, long offset) {
    long length = mapped.byteSize();
    MemorySegment range = link.memory().asSlice(offset, length);
    fill(link.memory(), offset);
    Threads.await("the exporter's stores", () -> mapped.mismatch(range) == -1);
    byte[] expected = bytes(link.memory());
    byte[] stored = new byte[Math.toIntExact(length)];
    fill(MemorySegment.ofArray(stored), ~offset);
    System.arraycopy(stored, 0, expected, Math.toIntExact(offset), stored.length);
    try (Barrier barrier = link.imported().initBarrier()) {
      Barrier.Span ignored = barrier.open();
      MemorySegment.copy(MemorySegment.ofArray(stored), 0, mapped, 0, length);
      barrier.closeBarrier();
    }
    assertArrayEquals(expected, bytes(link.memory()));
    assertArrayEquals(stored, bytes(mapped));
    assertThrows(IndexOutOfBoundsException.class, () -> mapped.get(ValueLayout.JAVA_BYTE, length));
  }

  @Rule(RuleId.MAP_OK_02)
  @Test
  void partOfTheSegmentMayHaveAnyLength(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    long page = bed.page();
    long last = link.size() - page;
    long[][] ranges = {
      {last, page},
      {page, page},
      {0, 1},
      {page, 1},
      {last, 1},
      {page, page + 1},
      {0, page - 1},
      {page, link.size() - page - 3}
    };
    for (long[] range : ranges) {
      MemorySegment mapped = link.imported().map(Permission.RDWR, range[0], range[1]);
      assertEquals(range[1], mapped.byteSize());
      assertShared(link, mapped, range[0]);
      link.imported().unmap();
    }
  }

  @Rule(RuleId.MAP_OK_03)
  @ParameterizedTest
  @EnumSource
  void transferBeforeIsNoMapping(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
    MemorySegment mapped = link.imported().map(Permission.RDWR, bed.page(), bed.page());
    assertShared(link, mapped, bed.page());
  }

  @Rule(RuleId.MAP_OK_04)
  @Test
  void mappingLiesAtTheAddressAskedFor(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    long page = bed.page();
    long[][] ranges = {{0, link.size()}, {page, 1}, {2 * page, page + 5}};
    for (long[] range : ranges) {
      long address = FreeAddresses.find(page);
      for (int round = 0; round < 2; round++) {
        MemorySegment mapped =
            link.imported().mapFixed(address, Permission.RDWR, range[0], range[1]);
        assertEquals(address, mapped.address());
        assertEquals(range[1], mapped.byteSize());
        assertShared(link, mapped, range[0]);
        link.imported().unmap();
        assertThrows(IllegalStateException.class, () -> mapped.get(ValueLayout.JAVA_BYTE, 0));
      }
    }
  }

  @Rule(RuleId.MAP_STATE_01)
  @ParameterizedTest
  @EnumSource
  void transfersReachTheWholeSegmentWhilePartIsMapped(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    long page = bed.page();
    MemorySegment mapped = link.imported().map(Permission.RDWR, page, page);
    int width = transfer.width();
    long[] offsets = {0, page - width, page, 2 * page - width, 2 * page, link.size() - width};
    for (long offset : offsets) {
      assertMovesOne(bed, transfer, link.imported(), link.memory(), offset);
      assertEquals(-1, mapped.mismatch(link.memory().asSlice(page, page)));
    }
    acrossTheBorder(bed, transfer, link, mapped);
  }

  private static void acrossTheBorder(
      TestBed bed, Transfer transfer, TransferLink link, MemorySegment mapped) {
    MemorySegment buffer = buffer(bed, transfer, 20);
    long bytes = buffer.byteSize();
    long offset = bed.page() - bytes / 2;
    fill(mapped, 5);
    fill(buffer, 6);
    transfer.run(link.imported(), offset, buffer, 20);
    assertEquals(-1, buffer.mismatch(link.memory().asSlice(offset, bytes)));
    assertEquals(-1, buffer.asSlice(bytes / 2).mismatch(mapped.asSlice(0, bytes / 2)));
  }

  @Rule(RuleId.MAP_STATE_02)
  @Test
  void brokenMappingStaysAccessibleAndReachesNobody(TestBed bed) {
    for (int round = 0; round < 20; round++) {
      TransferLink link = TransferLink.connected(bed, Permission.RDWR);
      ImportSegment imported = link.imported();
      MemorySegment mapped = imported.map(Permission.RDWR, 0, link.size());
      ImportSegment reader = bed.connect(link.exported(), Permission.READ);
      MemorySegment seen = reader.map(Permission.READ, 0, link.size());
      Barrier barrier = imported.initBarrier();
      Barrier.Span ignored = barrier.open();
      Stores stores = new Stores(mapped, seen);
      Threads.Call storing = Threads.start(stores);
      stores.awaitMore();
      if (round % 2 == 0) {
        link.exported().unpublish();
      } else {
        link.exported().destroy();
      }
      byte[] before = bytes(link.memory());
      stores.awaitMore();
      stores.stop();
      assertEquals(RsmError.SUCCESS, storing.code());
      mapped.fill((byte) 0x5A);
      assertArrayEquals(before, bytes(link.memory()));
      assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    }
  }

  /** Stores to one mapping and loads from another, over and over. */
  private static final class Stores implements Executable {

    private final MemorySegment target;
    private final MemorySegment source;
    private volatile int rounds;
    private volatile boolean stopped;

    Stores(MemorySegment target, MemorySegment source) {
      this.target = target;
      this.source = source;
    }

    @Override
    public void execute() {
      byte value = 1;
      int done = 0;
      while (!stopped) {
        target.fill(value++);
        byte[] loaded = bytes(source);
        assertEquals(source.byteSize(), loaded.length);
        rounds = ++done;
      }
    }

    /** Waits until stores that begin now have been made. */
    void awaitMore() {
      int now = rounds;
      Threads.await("stores", () -> rounds >= now + 2);
    }

    void stop() {
      stopped = true;
    }
  }
}
