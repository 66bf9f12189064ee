// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.StripeMap;

/** Data is placed by stripe: what a dead link carries is lost, and nothing else. */
class StripedTransferTest {

  private static final SegmentId ID = SegmentId.of(0x8000_0001L);
  private static final long LINE = 64;
  private static final long PAGES = 4096;
  private static final long SIZE = PAGES * Cmmu.PAGE;

  private ThreeNodes network;
  private MemorySegment memory;
  private MemorySegment data;
  private ImportSegment imported;
  private Barrier barrier;
  private Arena arena;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    // Nobody notices that a link is dead.
    network = ThreeNodes.open(folder, Map.of(WciSettings.NOTICE, "3600000"));
    memory = network.exporter().memory(PAGES);
    network.exporter().publish(ID, memory);
    imported = network.connect(ID);
    imported.setMode(BarrierMode.EXPLICIT);
    barrier = imported.initBarrier();
    arena = Arena.ofShared();
    data = arena.allocate(SIZE, LINE).fill((byte) 5);
  }

  @AfterEach
  void close() {
    network.close();
    arena.close();
  }

  private StripeMap stripes() {
    return StripeMap.of(network.importer().routes().get(ThreeNodes.EXPORTER));
  }

  private boolean hasArrived(long offset) {
    return memory.get(ValueLayout.JAVA_LONG, offset) != 0;
  }

  private void assertFails() {
    assertEquals(
        RsmError.BARRIER_FAILURE, assertThrows(RsmException.class, barrier::closeBarrier).error());
  }

  @Test
  void linesOfADeadLinkAreMissingAndCounted() {
    long size = 64 << 10;
    Barrier.Span span = barrier.open();
    network.pull(ThreeNodes.FIRST);
    imported.put(0, data, size);
    StripeMap map = stripes();
    long missing = 0;
    for (long offset = 0; offset < size; offset += LINE) {
      boolean lost = map.link(map.pathOf(offset)).equals(ThreeNodes.FIRST);
      assertEquals(!lost, hasArrived(offset), () -> "at a line");
      missing += lost ? 1 : 0;
    }
    assertEquals(size / LINE / 2, missing);
    assertEquals(missing, network.importer().transferErrors(ThreeNodes.FIRST));
    assertEquals(missing, network.importer().wcis().get(0).clusterErrorCount());
    assertEquals(0, network.importer().transferErrors(ThreeNodes.SECOND));
    MemorySegment back = arena.allocate(size).fill((byte) 1);
    imported.get(0, back, size);
    assertEquals(-1, back.mismatch(memory.asSlice(0, size)));
    assertFails();
    network.plug(ThreeNodes.FIRST);
    assertRepeatSucceeds(size);
    assertEquals(span, span);
  }

  private void assertRepeatSucceeds(long size) {
    ThreeNodes.await(
        "links that carry everything",
        () -> {
          Barrier.Span span = barrier.open();
          imported.put(0, data, size);
          try {
            barrier.closeBarrier();
            return span != null;
          } catch (RsmException e) {
            return false;
          }
        });
    assertEquals(-1, data.asSlice(0, size).mismatch(memory.asSlice(0, size)));
  }

  @Test
  void linkThatIsPulledDuringAPutLosesWhatCameAfter() throws InterruptedException {
    Barrier.Span span = barrier.open();
    Thread hand =
        Thread.ofPlatform()
            .start(
                () -> {
                  ThreeNodes.await("first bytes", () -> bytes(ThreeNodes.FIRST) > 0);
                  network.pull(ThreeNodes.FIRST);
                });
    long rounds = 0;
    long errors = 0;
    while (errors == 0) {
      memory.fill((byte) 0);
      imported.put(0, data, SIZE);
      rounds++;
      errors = network.importer().transferErrors(ThreeNodes.FIRST);
    }
    hand.join();
    assertTrue(span != null && rounds > 0);
    StripeMap map = stripes();
    long missing = 0;
    for (long offset = 0; offset < SIZE; offset += LINE) {
      boolean mayBeLost = map.link(map.pathOf(offset)).equals(ThreeNodes.FIRST);
      boolean arrived = hasArrived(offset);
      assertTrue(arrived || mayBeLost, "a line of the other link is missing");
      // Once it is dead it stays so.
      assertTrue(!arrived || !mayBeLost || missing == 0, "a dead link has carried a line");
      missing += arrived ? 0 : 1;
    }
    assertEquals(errors, missing);
    assertFails();
    network.plug(ThreeNodes.FIRST);
    assertRepeatSucceeds(SIZE);
  }

  private long bytes(LinkId link) {
    return network.importer().bytes(link);
  }

  @Test
  void bytesAreCountedByLinkWhateverThreadMovesThem() throws InterruptedException {
    long[][] puts = {{0, 1024}, {100, 300}, {511, 65}, {1000, 5000}, {128, 128}, {3, 100_000}};
    for (long[] range : puts) {
      imported.put(range[0], data, range[1]);
    }
    Thread other = Thread.ofPlatform().start(() -> imported.get(512, data, 512));
    other.join();
    StripeMap map = stripes();
    long total = 512;
    for (long[] range : puts) {
      total += range[1];
    }
    for (int path = 0; path < map.paths(); path++) {
      long expected = map.bytesOn(path, 512, 512);
      for (long[] range : puts) {
        expected += map.bytesOn(path, range[0], range[1]);
      }
      assertEquals(expected, bytes(map.link(path)));
    }
    imported.disconnect();
    assertEquals(total, bytes(ThreeNodes.FIRST) + bytes(ThreeNodes.SECOND));
  }

  @Test
  void nothingArrivesWhenAllLinksAreDead() {
    MemorySegment mapping = imported.map(Permission.RDWR, 0, Cmmu.PAGE);
    network.pull(ThreeNodes.FIRST);
    network.pull(ThreeNodes.SECOND);
    Barrier.Span span = barrier.open();
    imported.put(0, data, 1024);
    mapping.set(ValueLayout.JAVA_LONG, 2048, 1);
    assertTrue(span != null);
    assertEquals(-1, memory.asSlice(0, 4096).mismatch(arena.allocate(4096)));
    assertEquals(
        RsmError.REMOTE_NODE_UNREACHABLE,
        assertThrows(RsmException.class, () -> imported.signalPost(0)).error());
    assertFails();
    network.plug(ThreeNodes.FIRST);
    network.plug(ThreeNodes.SECOND);
    assertRepeatSucceeds(1024);
    ThreeNodes.await(
        "mapping that is attached again",
        () -> {
          imported.put64(0, 1);
          mapping.set(ValueLayout.JAVA_LONG, 2048, 7);
          return memory.get(ValueLayout.JAVA_LONG, 2048) == 7;
        });
  }
}
