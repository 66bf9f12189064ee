// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Memory that is exchanged under maps, in this process and in others. */
class RebindTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static MemorySegment other(Pair pair, long value) {
    MemorySegment other = pair.arena.allocate(Pair.SIZE, 4096);
    other.set(LONG, 0, value);
    return other;
  }

  private static MemorySegment word(long value) {
    return MemorySegment.ofArray(new long[] {value});
  }

  @Test
  void mapsAndTransfersByDmaShowTheNewMemory() {
    try (Pair pair = new Pair();
        Arena arena = Arena.ofShared()) {
      LocalSegment segment = pair.available();
      RemoteSegment remote = pair.connect();
      RemoteMap map = remote.map(false);
      RemoteMap reading = remote.map(true);
      MemorySegment window = map.window();
      assertNotNull(window);
      MemorySegment shared = remote.mapShared(4096, 100, false, 0, arena);
      LocalSegment local = pair.importing.createSegment(9, Pair.SIZE, pair.importer);
      local.prepare(0, false);
      DmaQueue queue = pair.importing.createDmaQueue(0, 1);
      MemorySegment other = other(pair, 2);
      segment.rebind(other);
      assertSame(other, segment.memory());
      assertEquals(2, window.get(LONG, 0));
      long[] got = new long[1];
      reading.load(0, MemorySegment.ofArray(got), 8);
      assertEquals(2, got[0]);
      Host.assertFails(SisciError.ACCESS, () -> reading.store(0, word(1), 8));
      shared.set(LONG, 0, 3);
      local.memory().set(LONG, 0, 4);
      queue.transfer(local, remote, List.of(new DmaQueue.Piece(0, 8192, 8)), false);
      assertEquals(3, other.get(LONG, 4096));
      assertEquals(4, other.get(LONG, 8192));
      assertEquals(-1, pair.memory.mismatch(arena.allocate(Pair.SIZE)), "untouched");
      segment.remove(true);
      assertEquals(3, other.get(LONG, 4096));
    }
  }

  @Test
  void storesThatWaitReachTheNewMemory() {
    try (Pair pair = new Pair(ClusterSettings.DEFAULT.with(Visibility.UNTIL_FLUSH))) {
      LocalSegment segment = pair.available();
      RemoteMap map = pair.connect().map(false);
      var sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.store(0, word(1), 8);
      MemorySegment other = other(pair, 2);
      segment.rebind(other);
      assertEquals(2, other.get(LONG, 0));
      assertEquals(SequenceStatus.OK, sequence.check());
      assertEquals(1, other.get(LONG, 0));
      assertEquals(0, pair.memory.get(LONG, 0));
    }
  }

  @Test
  void memoryThatCannotBeRegisteredLeavesTheOldOne() {
    try (Pair pair = new Pair()) {
      LocalSegment segment = pair.available();
      RemoteMap map = pair.connect().map(false);
      MemorySegment other = other(pair, 2);
      Host.assertFails(
          SisciError.SIZE_ALIGNMENT, () -> segment.rebind(other.asSlice(0, Pair.SIZE - 4096)));
      Host.assertFails(SisciError.ILLEGAL_ADDRESS, () -> segment.rebind(other.asReadOnly()));
      Host.assertFails(
          SisciError.ILLEGAL_ADDRESS,
          () -> segment.rebind(MemorySegment.ofArray(new byte[(int) Pair.SIZE])));
      map.store(0, word(1), 8);
      assertEquals(1, pair.memory.get(LONG, 0));
      assertSame(pair.memory, segment.memory());
      segment.remove(true);
      Host.assertFails(SisciError.ILLEGAL_OPERATION, () -> segment.rebind(other));
    }
  }

  @Test
  void allAdaptersFollowOrNone() {
    try (Pair pair = new Pair(ClusterSettings.DEFAULT.withAdapters(2))) {
      LocalSegment segment = pair.available();
      segment.prepare(1, false);
      segment.setAvailable(1);
      RemoteMap first = pair.connect().map(false);
      RemoteMap second =
          pair.importing.connectSegment(1, Pair.EXPORTER, Pair.ID, pair.importer).map(false);
      MemorySegment other = other(pair, 2);
      segment.rebind(other);
      first.store(8, word(3), 8);
      second.store(16, word(4), 8);
      assertEquals(3, other.get(LONG, 8));
      assertEquals(4, other.get(LONG, 16));
      ((EmulatedSisci) pair.exporting).fabric(1).close();
      Host.assertFails(SisciError.NOT_INITIALIZED, () -> segment.rebind(pair.memory));
      first.store(8, word(5), 8);
      assertEquals(5, other.get(LONG, 8));
      assertEquals(0, pair.memory.get(LONG, 8));
      assertSame(other, segment.memory());
    }
  }

  @Test
  void importersInOtherProcessesFollowAlsoWhenOneOfThemIsKilled() {
    try (Pair pair = new Pair();
        ChildJvm staying = ChildJvm.as(12);
        ChildJvm killed = ChildJvm.as(16)) {
      LocalSegment segment = pair.available();
      assertEquals("ok", staying.tell("connect 4"));
      assertEquals("ok", killed.tell("connect 4"));
      MemorySegment other = other(pair, 2);
      CompletableFuture<Void> rebinding =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 100; i++) {
                  segment.rebind(i % 2 == 0 ? pair.memory : other);
                }
              });
      killed.kill();
      rebinding.join();
      assertEquals("ok", staying.tell("put 6"));
      assertEquals(6, other.get(LONG, 0));
      assertEquals(0, pair.memory.get(LONG, 0));
      pair.exporter.await("CONNECT 12", "CONNECT 16", "DISCONNECT 16");
    }
  }

  @Test
  void anImporterThatIsStoppedIsCutOff() throws IOException, InterruptedException {
    try (Pair pair = new Pair();
        ChildJvm stopped = ChildJvm.as(12)) {
      LocalSegment segment = pair.available();
      RemoteMap map = pair.connect().map(false);
      assertEquals("ok", stopped.tell("connect 4"));
      pair.exporter.await("CONNECT 8", "CONNECT 12");
      MemorySegment other = other(pair, 2);
      stopped.signal("STOP");
      try {
        segment.rebind(other);
        pair.exporter.await("CONNECT 8", "CONNECT 12", "DISCONNECT 12");
        map.store(8, word(3), 8);
        assertEquals(3, other.get(LONG, 8));
      } finally {
        stopped.signal("CONT");
      }
      Host.await("its connection is lost", () -> stopped.tell("told").equals("LOST"));
      // The loss is told before stores get lost.
      Host.await(
          "its stores reach nobody",
          () -> {
            other.set(LONG, 0, 2);
            assertEquals("ok", stopped.tell("put 6"));
            return other.get(LONG, 0) == 2;
          });
      assertEquals(0, pair.memory.get(LONG, 0));
      assertTrue(stopped.tell("connect 4").equals("ok"), "it can connect again");
    }
  }
}
