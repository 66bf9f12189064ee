// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;

class SegmentStatesTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  @Test
  void aSegmentIsCreatedPreparedAvailableAndRemoved() {
    try (Pair pair = new Pair()) {
      pair.memory.set(LONG, 0, 7);
      LocalSegment segment = pair.create();
      Host.assertFails(SisciError.SEGMENT_NOT_PREPARED, () -> segment.setAvailable(0));
      Host.assertFails(SisciError.NO_SUCH_SEGMENT, pair::connect);
      segment.prepare(0, false);
      Host.assertFails(SisciError.NO_SUCH_SEGMENT, pair::connect);
      segment.setAvailable(0);
      RemoteSegment remote = pair.connect();
      assertEquals(Pair.SIZE, remote.size());
      pair.exporter.await("CONNECT 8");
      Host.assertFails(SisciError.BUSY, () -> segment.remove(false));
      RemoteMap map = remote.map(false);
      MemorySegment window = map.window();
      assertNotNull(window);
      assertEquals(7, window.get(LONG, 0));
      window.set(LONG, 8, 9);
      assertEquals(9, pair.memory.get(LONG, 8));
      Host.assertFails(SisciError.BUSY, remote::disconnect);
      Sequence sequence = map.createSequence();
      Host.assertFails(SisciError.BUSY, map::unmap);
      sequence.remove();
      map.unmap();
      window.set(LONG, 8, 10);
      assertEquals(9, pair.memory.get(LONG, 8));
      remote.disconnect();
      pair.exporter.await("CONNECT 8", "DISCONNECT 8");
      segment.remove(false);
      assertEquals(9, pair.memory.get(LONG, 8));
      Host.assertFails(SisciError.NO_SUCH_SEGMENT, pair::connect);
    }
  }

  @Test
  void anUnavailableSegmentTakesItsConnectionsWithIt() {
    try (Pair pair = new Pair()) {
      LocalSegment segment = pair.available();
      RemoteSegment remote = pair.connect();
      RemoteMap map = remote.map(false);
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      segment.setUnavailable(0);
      map.store(0, MemorySegment.ofArray(new long[] {1}), 8);
      assertEquals(0, pair.memory.get(LONG, 0));
      assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.check());
      assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.start());
      pair.importer.await("DISCONNECT");
      pair.exporter.await("CONNECT 8", "DISCONNECT 8");
      Host.assertFails(SisciError.NO_SUCH_SEGMENT, pair::connect);
      sequence.remove();
      map.unmap();
      remote.disconnect();
      segment.setAvailable(0);
      pair.connect().disconnect();
      segment.remove(true);
    }
  }

  @Test
  void forcedRemovalEndsConnections() {
    try (Pair pair = new Pair()) {
      LocalSegment segment = pair.available();
      RemoteSegment remote = pair.connect();
      segment.remove(true);
      pair.importer.await("DISCONNECT");
      Host.assertFails(SisciError.NOT_CONNECTED, () -> remote.map(false));
      LocalSegment again = pair.available();
      again.remove(false);
    }
  }

  @Test
  void anIdIsUniqueOnItsNode() {
    try (Pair pair = new Pair();
        Sisci same = new EmulatedCluster(pair.settings.as(Pair.EXPORTER)).open()) {
      LocalSegment segment = pair.create();
      Host.assertFails(
          SisciError.SEGMENTID_USED, () -> same.createSegment(Pair.ID, Pair.SIZE, pair.exporter));
      LocalSegment elsewhere = pair.importing.createSegment(Pair.ID, Pair.SIZE, pair.importer);
      segment.remove(false);
      LocalSegment now = same.createSegment(Pair.ID, Pair.SIZE, pair.exporter);
      assertEquals(0, now.memory().get(LONG, 0));
      now.remove(false);
      elsewhere.remove(false);
    }
  }

  @Test
  void wrongNodesAndAdaptersAreNamed() {
    try (Pair pair = new Pair()) {
      Sisci sisci = pair.importing;
      Host.assertFails(
          SisciError.ILLEGAL_NODEID, () -> sisci.connectSegment(0, 5, Pair.ID, pair.importer));
      Host.assertFails(
          SisciError.NO_SUCH_NODEID, () -> sisci.connectSegment(0, 40, Pair.ID, pair.importer));
      Host.assertFails(
          SisciError.NODE_NOT_RESPONDING,
          () -> sisci.connectSegment(0, 12, Pair.ID, pair.importer));
      Host.assertFails(
          SisciError.NO_SUCH_ADAPTERNO, () -> sisci.connectSegment(1, 4, Pair.ID, pair.importer));
      Host.assertFails(SisciError.ILLEGAL_ADAPTERNO, () -> sisci.localNodeId(4));
      assertEquals(8, sisci.localNodeId(0));
      assertTrue(sisci.probeNode(0, 4));
      assertTrue(sisci.probeNode(0, 8));
      assertFalse(sisci.probeNode(0, 12));
      assertTrue(sisci.isLinkOperational(0));
    }
  }

  @Test
  void memoryHasToBeOfWholePages() {
    try (Pair pair = new Pair()) {
      Host.assertFails(
          SisciError.ILLEGAL_ADDRESS,
          () -> pair.exporting.createSegment(1, pair.memory.asSlice(8, 4096), pair.exporter));
      Host.assertFails(
          SisciError.SIZE_ALIGNMENT,
          () -> pair.exporting.createSegment(1, pair.memory.asSlice(0, 4000), pair.exporter));
      Host.assertFails(
          SisciError.ILLEGAL_ADDRESS,
          () ->
              pair.exporting.createSegment(
                  1, MemorySegment.ofArray(new byte[4096]), pair.exporter));
      Host.assertFails(
          SisciError.SIZE_ALIGNMENT, () -> pair.exporting.createSegment(1, 1, pair.exporter));
    }
  }

  @Test
  void anAdapterHasSegmentsOfItsOwn() {
    try (Pair pair = new Pair(ClusterSettings.DEFAULT.withAdapters(2))) {
      LocalSegment segment = pair.create();
      segment.prepare(1, false);
      segment.setAvailable(1);
      Host.assertFails(SisciError.NO_SUCH_SEGMENT, pair::connect);
      RemoteSegment remote =
          pair.importing.connectSegment(1, Pair.EXPORTER, Pair.ID, pair.importer);
      RemoteMap map = remote.map(false);
      map.store(16, MemorySegment.ofArray(new int[] {3}), 4);
      assertEquals(3, pair.memory.get(LONG, 16));
      map.unmap();
      remote.disconnect();
      segment.remove(false);
    }
  }

  @Test
  void aSegmentOfTheOwnProcessCanBeConnected() {
    try (Pair pair = new Pair()) {
      LocalSegment segment = pair.available();
      RemoteSegment remote =
          pair.exporting.connectSegment(0, Pair.EXPORTER, Pair.ID, pair.importer);
      pair.exporter.await("CONNECT 4");
      RemoteMap map = remote.map(false);
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.memCpy(0, MemorySegment.ofArray(new long[] {5, 6}));
      assertEquals(SequenceStatus.OK, sequence.check());
      assertEquals(6, pair.memory.get(LONG, 8));
      sequence.remove();
      map.unmap();
      remote.disconnect();
      pair.exporter.await("CONNECT 4", "DISCONNECT 4");
      segment.remove(false);
    }
  }

  @Test
  void mapsCheckTheirArguments() {
    try (Pair pair = new Pair()) {
      pair.available();
      RemoteMap map = pair.connect().map(false);
      MemorySegment two = MemorySegment.ofArray(new long[2]);
      Host.assertFails(SisciError.OUT_OF_RANGE, () -> map.store(Pair.SIZE - 8, two, 8));
      Host.assertFails(SisciError.OUT_OF_RANGE, () -> map.load(-8, two, 8));
      Host.assertFails(SisciError.OFFSET_ALIGNMENT, () -> map.load(4, two, 8));
      Host.assertFails(SisciError.OFFSET_ALIGNMENT, () -> map.memCpy(4, two));
      map.unmap();
      Host.assertFails(SisciError.NOT_CONNECTED, () -> map.load(0, two, 8));
      Host.assertFails(SisciError.NOT_CONNECTED, () -> map.store(0, two, 8));
    }
  }

  @Test
  void aMapForReadingTakesNoStores() {
    try (Pair pair = new Pair()) {
      pair.available();
      pair.memory.set(LONG, 8, 4);
      RemoteMap map = pair.connect().map(true);
      long[] got = new long[2];
      map.load(0, MemorySegment.ofArray(got), 8);
      assertEquals(4, got[1]);
      Host.assertFails(SisciError.ACCESS, () -> map.store(0, MemorySegment.ofArray(got), 8));
    }
  }

  @Test
  void whatAnApplicationMapsOutlivesTheConnection() {
    try (Pair pair = new Pair()) {
      pair.available();
      RemoteSegment remote = pair.connect();
      try (Arena arena = Arena.ofShared()) {
        MemorySegment part = remote.mapShared(4096, 100, false, 0, arena);
        assertEquals(100, part.byteSize());
        part.set(LONG, 0, 3);
        assertEquals(3, pair.memory.get(LONG, 4096));
        remote.disconnect();
        part.set(LONG, 0, 4);
        assertEquals(3, pair.memory.get(LONG, 4096));
      }
    }
  }

  @Test
  void whatAnArenaHasUnmappedIsNeverTouchedAgain() {
    try (Pair pair = new Pair()) {
      pair.available();
      RemoteSegment remote = pair.connect();
      long free;
      try (Arena arena = Arena.ofConfined()) {
        free = remote.mapShared(0, 8, false, 0, arena).address();
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment fixed = remote.mapShared(0, 8, false, free, arena);
        assertEquals(free, fixed.address());
        Host.assertFails(
            SisciError.ILLEGAL_ADDRESS, () -> remote.mapShared(0, 8, false, free, arena));
        fixed.set(LONG, 0, 8);
        assertEquals(8, pair.memory.get(LONG, 0));
      }
      try (Arena arena = Arena.ofConfined()) {
        // The next one there is somebody else's, and stays as it is.
        RemoteSegment other = pair.connect();
        MemorySegment fixed = other.mapShared(0, 8, false, free, arena);
        remote.disconnect();
        fixed.set(LONG, 0, 9);
        assertEquals(9, pair.memory.get(LONG, 0));
      }
    }
  }
}
