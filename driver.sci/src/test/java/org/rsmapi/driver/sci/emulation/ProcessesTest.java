// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.spi.Availability;

/** Nodes in processes of their own. */
class ProcessesTest {

  private static final ClusterSettings SETTINGS = ClusterSettings.DEFAULT;

  private final Events events = new Events();

  @BeforeEach
  void apart() {
    Host.freshNamespace();
  }

  @Test
  void anExporterThatIsKilledIsLost() {
    try (ChildJvm exporter = ChildJvm.as(4);
        Sisci sisci = new EmulatedCluster(SETTINGS.as(8)).open()) {
      assertEquals("ok", exporter.tell("create"));
      assertEquals("ok", exporter.tell("available"));
      RemoteSegment remote = sisci.connectSegment(0, 4, Pair.ID, events);
      RemoteMap map = remote.map(false);
      Sequence sequence = map.createSequence();
      assertEquals(SequenceStatus.OK, sequence.start());
      map.store(0, MemorySegment.ofArray(new long[] {77}), 8);
      assertEquals(SequenceStatus.OK, sequence.check());
      assertEquals("77", exporter.tell("get"));
      exporter.kill();
      events.await("LOST");
      assertEquals(SequenceStatus.NOT_RETRIABLE, sequence.check());
      map.store(0, MemorySegment.ofArray(new long[] {78}), 8);
      Host.assertFails(
          SisciError.NODE_NOT_RESPONDING, () -> sisci.connectSegment(0, 4, Pair.ID, events));
      sequence.remove();
      map.unmap();
      remote.disconnect();
    }
  }

  @Test
  void anImporterThatIsKilledDisconnects() {
    try (Sisci sisci = new EmulatedCluster(SETTINGS.as(4)).open();
        ChildJvm importer = ChildJvm.as(8)) {
      LocalSegment segment = sisci.createSegment(Pair.ID, Pair.SIZE, events);
      segment.prepare(0, false);
      segment.setAvailable(0);
      assertEquals("ok", importer.tell("connect 4"));
      assertEquals("ok", importer.tell("put 5"));
      assertEquals(5, segment.memory().get(ValueLayout.JAVA_LONG, 0));
      Host.assertFails(SisciError.BUSY, () -> segment.remove(false));
      importer.kill();
      events.await("CONNECT 8", "DISCONNECT 8");
      segment.remove(false);
    }
  }

  @Test
  void anIdIsUniqueAmongTheProcessesOfANode() {
    try (Sisci sisci = new EmulatedCluster(SETTINGS.as(4)).open();
        ChildJvm same = ChildJvm.as(4)) {
      assertEquals("ok", same.tell("create"));
      Host.assertFails(
          SisciError.SEGMENTID_USED, () -> sisci.createSegment(Pair.ID, Pair.SIZE, events));
      same.kill();
      sisci.createSegment(Pair.ID, Pair.SIZE, events).remove(false);
    }
  }

  @Test
  void processesThatStartAtOncePickNodesOfTheirOwn() {
    List<ChildJvm> children = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        children.add(ChildJvm.start("any"));
      }
      children.forEach(ChildJvm::awaitReady);
      children.forEach(child -> child.write("go"));
      List<String> nodes = children.stream().map(ChildJvm::read).sorted().toList();
      assertEquals(List.of("12", "16", "4", "8"), nodes);
      children.getFirst().kill();
      ClusterControl control = new ClusterControl(SETTINGS.nodeIds());
      assertEquals(3, control.members().size());
      try (Sisci next = new EmulatedCluster(SETTINGS).open()) {
        assertTrue(next.localNodeId(0) <= 16, next.description());
        assertEquals(4, control.members().size());
      }
    } finally {
      children.forEach(ChildJvm::close);
    }
  }

  @Test
  void withoutAFreeNodeNobodyJoins() {
    ClusterSettings one =
        new ClusterSettings(
            List.of(4), OptionalInt.empty(), 1, Visibility.IMMEDIATE, CostModel.NONE);
    EmulatedCluster cluster = new EmulatedCluster(one);
    try (ChildJvm child = ChildJvm.as(4)) {
      assertEquals(Availability.available(), cluster.availability());
      Host.assertFails(SisciError.NOT_AVAILABLE, cluster::open);
      child.kill();
      try (Sisci first = cluster.open();
          Sisci second = cluster.open()) {
        assertEquals(first.localNodeId(0), second.localNodeId(0));
      }
    }
  }

  @Test
  void aLinkGoesDownForEachProcess() {
    try (Sisci sisci = new EmulatedCluster(SETTINGS.as(4)).open();
        ChildJvm importer = ChildJvm.as(8)) {
      LocalSegment segment = sisci.createSegment(Pair.ID, Pair.SIZE, events);
      segment.prepare(0, false);
      segment.setAvailable(0);
      assertEquals("ok", importer.tell("connect 4"));
      assertEquals("ok", importer.tell("put 1"));
      ClusterControl control = new ClusterControl(SETTINGS.nodeIds());
      assertEquals(2, control.setLink(8, 4, OptionalInt.of(0), false).done());
      assertEquals("ok", importer.tell("put 2"));
      assertEquals(1, segment.memory().get(ValueLayout.JAVA_LONG, 0));
      assertEquals("NO_REMOTE_LINK_ACCESS", importer.tell("connect 4"));
      assertEquals(2, control.setLink(4, 8, OptionalInt.of(0), true).done());
      assertEquals("ok", importer.tell("put 3"));
      assertEquals(3, segment.memory().get(ValueLayout.JAVA_LONG, 0));
      events.await("CONNECT 8", "NOT_OPERATIONAL 8", "OPERATIONAL 8");
    }
  }

  @Test
  void anInterruptOfAProcessThatIsKilledIsNotConnected() {
    try (ChildJvm receiver = ChildJvm.as(4);
        Sisci sisci = new EmulatedCluster(SETTINGS.as(8)).open()) {
      int number = Integer.parseInt(receiver.tell("interrupt"));
      RemoteDataInterrupt trigger = sisci.connectDataInterrupt(0, 4, number);
      trigger.trigger(new byte[] {1});
      trigger.trigger(new byte[] {2});
      Host.await("both", () -> receiver.tell("interrupts").equals("2"));
      receiver.kill();
      Host.assertFails(SisciError.NOT_CONNECTED, () -> trigger.trigger(new byte[] {3}));
    }
  }

  @Test
  void aNodeThatCrashesLeavesItsProcessAlive() {
    try (ChildJvm exporter = ChildJvm.as(4);
        Sisci sisci = new EmulatedCluster(SETTINGS.as(8)).open()) {
      assertEquals("ok", exporter.tell("create"));
      assertEquals("ok", exporter.tell("available"));
      RemoteSegment remote = sisci.connectSegment(0, 4, Pair.ID, events);
      assertEquals(1, new ClusterControl(SETTINGS.nodeIds()).crash(4).done());
      events.await("LOST");
      remote.disconnect();
      assertEquals("NOT_INITIALIZED", exporter.tell("interrupt"));
      assertEquals("0", exporter.tell("get"));
    }
  }
}
