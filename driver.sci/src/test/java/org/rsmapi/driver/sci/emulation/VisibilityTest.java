// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciError;

class VisibilityTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ClusterSettings LATE = ClusterSettings.DEFAULT.with(Visibility.UNTIL_FLUSH);

  private static MemorySegment word(long value) {
    return MemorySegment.ofArray(new long[] {value});
  }

  @Test
  void aMissingCheckIsFound() {
    try (Pair pair = new Pair(LATE)) {
      pair.available();
      RemoteMap map = pair.connect().map(false);
      assertNull(map.window());
      map.store(0, word(1), 8);
      map.memCpy(8, word(2));
      assertEquals(0, pair.memory.get(LONG, 0));
      map.unmap();
      assertEquals(1, pair.memory.get(LONG, 0));
      assertEquals(2, pair.memory.get(LONG, 8));
    }
  }

  @Test
  void aCheckAndALoadMakeStoresSeen() {
    try (Pair pair = new Pair(LATE)) {
      pair.available();
      RemoteSegment remote = pair.connect();
      RemoteMap map = remote.map(false);
      RemoteMap other = remote.map(false);
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.store(0, word(1), 8);
      assertEquals(SequenceStatus.OK, sequence.check());
      assertEquals(1, pair.memory.get(LONG, 0));
      map.store(0, word(2), 8);
      long[] got = new long[1];
      other.load(0, MemorySegment.ofArray(got), 8);
      assertEquals(2, got[0]);
      assertEquals(2, pair.memory.get(LONG, 0));
    }
  }

  @Test
  void whatIsCheckedDuringAnOutageIsLost() {
    try (Pair pair = new Pair(LATE)) {
      pair.available();
      RemoteMap map = pair.connect().map(false);
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.store(0, word(1), 8);
      pair.link(false);
      assertEquals(SequenceStatus.RETRIABLE, sequence.check());
      pair.link(true);
      assertEquals(0, pair.memory.get(LONG, 0));
    }
  }

  @Test
  void costsAreSpent() {
    CostModel slow = new CostModel(1_000_000, 2_000_000, 0, 0, Double.MAX_VALUE, 0, 1, 0, 1);
    try (Pair pair = new Pair(ClusterSettings.DEFAULT.with(slow))) {
      pair.available();
      RemoteMap map = pair.connect().map(false);
      assertNull(map.window());
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.store(0, word(1), 8);
      assertEquals(1, pair.memory.get(LONG, 0));
      long begun = System.nanoTime();
      assertEquals(SequenceStatus.OK, sequence.check());
      map.load(0, MemorySegment.ofArray(new long[3]), 8);
      assertTrue(System.nanoTime() - begun >= 5_000_000);
    }
  }

  @Test
  void dmaCopiesPieces() {
    try (Pair pair = new Pair()) {
      LocalSegment local = pair.importing.createSegment(9, Pair.SIZE, pair.importer);
      pair.available();
      RemoteSegment remote = pair.connect();
      DmaQueue queue = pair.importing.createDmaQueue(0, 2);
      List<DmaQueue.Piece> pieces =
          List.of(new DmaQueue.Piece(0, 64, 8), new DmaQueue.Piece(8, 0, 8));
      Host.assertFails(
          SisciError.SEGMENT_NOT_PREPARED, () -> queue.transfer(local, remote, pieces, false));
      local.prepare(0, true);
      local.memory().set(LONG, 0, 1);
      local.memory().set(LONG, 8, 2);
      queue.transfer(local, remote, pieces, false);
      assertEquals(1, pair.memory.get(LONG, 64));
      assertEquals(2, pair.memory.get(LONG, 0));
      Host.assertFails(
          SisciError.ILLEGAL_OPERATION, () -> queue.transfer(local, remote, pieces, true));
      Host.assertFails(
          SisciError.OUT_OF_RANGE,
          () ->
              queue.transfer(
                  local, remote, List.of(new DmaQueue.Piece(0, Pair.SIZE - 4, 8)), false));
      Host.assertFails(
          SisciError.SIZE_ALIGNMENT,
          () -> queue.transfer(local, remote, List.of(new DmaQueue.Piece(0, 0, 2)), false));
      Host.assertFails(
          SisciError.OFFSET_ALIGNMENT,
          () -> queue.transfer(local, remote, List.of(new DmaQueue.Piece(2, 0, 4)), false));
      Host.assertFails(
          SisciError.MAX_ENTRIES, () -> queue.transfer(local, remote, List.of(), false));
      LocalSegment sink = pair.importing.createSegment(10, Pair.SIZE, pair.importer);
      sink.prepare(0, false);
      queue.transfer(sink, remote, pieces, true);
      assertEquals(1, sink.memory().get(LONG, 0));
      queue.remove();
    }
  }
}
