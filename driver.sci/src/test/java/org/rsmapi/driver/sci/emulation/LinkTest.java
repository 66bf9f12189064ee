// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;

class LinkTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  @Test
  void storesDuringAnOutageAreLostAndNoneAfterIt() {
    try (Pair pair = new Pair();
        Arena arena = Arena.ofShared()) {
      pair.available();
      RemoteSegment remote = pair.connect();
      RemoteMap map = remote.map(false);
      MemorySegment window = map.window();
      assertNotNull(window);
      MemorySegment shared = remote.mapShared(4096, 4096, false, 0, arena);
      MemorySegment readOnly = remote.mapShared(0, 4096, true, 0, arena);
      window.set(LONG, 0, 1);
      pair.link(false);
      window.set(LONG, 0, 2);
      shared.set(LONG, 0, 2);
      MemorySegment late = remote.mapShared(8192, 8, false, 0, arena);
      late.set(LONG, 0, 2);
      assertEquals(1, pair.memory.get(LONG, 0));
      assertEquals(0, pair.memory.get(LONG, 4096));
      assertEquals(0, pair.memory.get(LONG, 8192));
      pair.link(true);
      assertEquals(1, window.get(LONG, 0));
      assertEquals(1, readOnly.get(LONG, 0));
      window.set(LONG, 0, 3);
      shared.set(LONG, 0, 3);
      late.set(LONG, 0, 3);
      assertEquals(3, pair.memory.get(LONG, 0));
      assertEquals(3, pair.memory.get(LONG, 4096));
      assertEquals(3, pair.memory.get(LONG, 8192));
      pair.importer.await("NOT_OPERATIONAL", "OPERATIONAL");
      pair.exporter.await("CONNECT 8", "NOT_OPERATIONAL 8", "OPERATIONAL 8");
    }
  }

  @Test
  void aSequenceHidesNoOutage() {
    try (Pair pair = new Pair()) {
      pair.available();
      Sequence sequence = pair.connect().map(false).createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      assertEquals(SequenceStatus.OK, sequence.check());
      pair.link(false);
      assertEquals(SequenceStatus.RETRIABLE, sequence.check());
      assertEquals(SequenceStatus.PENDING, sequence.start());
      assertEquals(SequenceStatus.RETRIABLE, sequence.check());
      pair.link(true);
      assertEquals(SequenceStatus.RETRIABLE, sequence.check());
      assertEquals(SequenceStatus.OK, sequence.start());
      assertEquals(SequenceStatus.OK, sequence.check());
      pair.link(false);
      pair.link(true);
      assertEquals(SequenceStatus.RETRIABLE, sequence.check());
    }
  }

  @Test
  void withoutALinkNothingIsReached() {
    try (Pair pair = new Pair()) {
      LocalSegment source = pair.importing.createSegment(9, Pair.SIZE, pair.importer);
      source.prepare(0, false);
      pair.available();
      LocalDataInterrupt interrupt = pair.exporting.createDataInterrupt(0, data -> {});
      RemoteDataInterrupt trigger =
          pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number());
      RemoteSegment remote = pair.connect();
      DmaQueue queue = pair.importing.createDmaQueue(0, 1);
      pair.link(false);
      // Of the importer's links one is down, and those to the others of the list are up.
      Host.assertFails(SisciError.NO_REMOTE_LINK_ACCESS, pair::connect);
      Host.assertFails(SisciError.NO_REMOTE_LINK_ACCESS, () -> trigger.trigger(new byte[1]));
      Host.assertFails(
          SisciError.NO_REMOTE_LINK_ACCESS,
          () -> pair.importing.connectDataInterrupt(0, Pair.EXPORTER, interrupt.number()));
      Host.assertFails(
          SisciError.TRANSFER_FAILED,
          () -> queue.transfer(source, remote, List.of(new DmaQueue.Piece(0, 0, 8)), false));
      assertFalse(pair.importing.probeNode(0, Pair.EXPORTER));
      assertTrue(pair.importing.isLinkOperational(0));
      for (int other : pair.settings.nodeIds()) {
        if (other != Pair.IMPORTER) {
          pair.control.setLink(Pair.IMPORTER, other, OptionalInt.of(0), false);
        }
      }
      assertFalse(pair.importing.isLinkOperational(0));
      assertTrue(pair.exporting.isLinkOperational(0));
      Host.assertFails(SisciError.NO_LINK_ACCESS, pair::connect);
    }
  }

  @Test
  void whoComesLaterKnowsOfAnOutage() {
    try (Pair pair = new Pair()) {
      pair.available();
      pair.link(false);
      try (Sisci late = new EmulatedCluster(pair.settings.as(Pair.IMPORTER)).open()) {
        Host.assertFails(
            SisciError.NO_REMOTE_LINK_ACCESS,
            () -> late.connectSegment(0, Pair.EXPORTER, Pair.ID, pair.importer));
        pair.link(true);
        late.connectSegment(0, Pair.EXPORTER, Pair.ID, pair.importer).disconnect();
      }
    }
  }

  @Test
  void controlTellsWhatThereIs() {
    try (Pair pair = new Pair()) {
      pair.available();
      pair.connect();
      pair.exporter.await("CONNECT 8");
      long pid = ProcessHandle.current().pid();
      assertEquals(
          List.of(
              new ClusterControl.Member(
                  4,
                  pid,
                  1,
                  List.of(new ClusterControl.Segment(Pair.ID, Pair.SIZE, 1, List.of("AVAILABLE")))),
              new ClusterControl.Member(8, pid, 1, List.of())),
          pair.control.members());
      assertEquals(List.of(new ClusterControl.Link(4, 8, 0, true)), pair.control.links());
      pair.link(false);
      assertEquals(List.of(new ClusterControl.Link(4, 8, 0, false)), pair.control.links());
      assertThrows(
          IllegalArgumentException.class,
          () -> pair.control.setLink(4, 4, OptionalInt.empty(), true));
      assertThrows(
          IllegalArgumentException.class,
          () -> pair.control.setLink(4, 7, OptionalInt.empty(), true));
      assertThrows(
          IllegalArgumentException.class,
          () -> pair.control.setLink(4, 8, OptionalInt.of(4), true));
      assertThrows(IllegalArgumentException.class, () -> pair.control.crash(7));
    }
  }

  @Test
  void aNodeThatCrashesIsLostAndCanComeBack() {
    try (Pair pair = new Pair()) {
      LocalSegment segment = pair.available();
      RemoteSegment remote = pair.connect();
      RemoteMap map = remote.map(false);
      Sequence sequence = map.createSequence();
      assertEquals(1, pair.control.crash(Pair.EXPORTER).done());
      pair.importer.await("LOST");
      assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.check());
      Host.assertFails(SisciError.NODE_NOT_RESPONDING, pair::connect);
      Host.assertFails(SisciError.NOT_INITIALIZED, pair::create);
      map.store(0, MemorySegment.ofArray(new long[] {1}), 8);
      assertEquals(0, pair.memory.get(LONG, 0));
      segment.remove(false);
      try (Sisci again = new EmulatedCluster(pair.settings.as(Pair.EXPORTER)).open()) {
        LocalSegment next = again.createSegment(Pair.ID, pair.memory, pair.exporter);
        next.prepare(0, false);
        next.setAvailable(0);
        pair.connect().disconnect();
        next.remove(false);
      }
    }
  }

  @Test
  void anImporterThatCrashesDisconnects() {
    try (Pair pair = new Pair()) {
      LocalSegment segment = pair.available();
      RemoteSegment remote = pair.connect();
      assertEquals(1, pair.control.crash(Pair.IMPORTER).done());
      pair.importer.await("LOST");
      pair.exporter.await("CONNECT 8", "DISCONNECT 8");
      segment.remove(false);
      remote.disconnect();
    }
  }
}
