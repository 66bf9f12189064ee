// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;
import static org.rsmapi.tck.support.Signals.SOON;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.Peer;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** Exporter and importer in processes of their own, and the end of either. */
@ExtendWith(TestBedExtension.class)
final class ProcessesTest {

  private static final String NO_LIMIT = "-1";

  private enum Exit {
    NORMAL,
    KILLED;

    void of(Peer peer) {
      if (this == KILLED) {
        peer.kill();
      } else {
        peer.exit();
      }
    }
  }

  private enum Holds {
    CONNECTION,
    MAPPING,
    POLL_REFERENCE,
    ALL
  }

  @Rule(RuleId.CONNECT_OK_03)
  @Test
  void dataAndSignalsPassBothWays(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    try (Peer peer = Peer.start()) {
      String id = PeerSegments.text(TestBed.idOf(exported));
      String name = peer.call(PeerSegments.Connect.class, "import", id, "0600");
      String put = peer.call(PeerSegments.Put64.class, name, "8", "4711");
      String posted = peer.call(PeerSegments.Post.class, put);
      exported.signalWait(SOON);
      assertEquals(4711, memory.get(ValueLayout.JAVA_LONG, 8));
      memory.set(ValueLayout.JAVA_LONG, 16, 4712);
      exported.signalPost();
      String waited = peer.call(PeerSegments.Wait.class, posted, NO_LIMIT);
      assertEquals("4712", peer.call(PeerSegments.Get64.class, waited, "16"));

      SegmentId theirs = PeerSegments.published(peer, "export", PeerSegments.NULL_LIST);
      ImportSegment imported = bed.controller().connect(bed.node(), theirs, Permission.RDWR);
      imported.initBarrier();
      imported.put64(24, 4713);
      imported.signalPost();
      String signalled = peer.call(PeerSegments.Wait.class, "export", NO_LIMIT);
      assertEquals("4713", peer.call(PeerSegments.Memory64.class, signalled, "24"));
      String answered = peer.call(PeerSegments.Post.class, signalled);
      imported.signalWait(SOON);
      assertEquals("export", answered);
    }
  }

  @Rule(RuleId.EXIT_STATE_01)
  @ParameterizedTest
  @EnumSource(Exit.class)
  void endOfTheExporterBreaksImporters(Exit exit, TestBed bed) {
    try (Peer peer = Peer.start()) {
      SegmentId id = PeerSegments.published(peer, "export", PeerSegments.NULL_LIST);
      ImportSegment idle = bed.controller().connect(bed.node(), id, Permission.RDWR);
      ImportSegment imported = bed.controller().connect(bed.node(), id, Permission.RDWR);
      imported.initBarrier();
      imported.put64(0, 1);
      exit.of(peer);
      Threads.await(
          "broken connection", () -> codeOf(() -> imported.get64(0)) == RsmError.CONN_ABORTED);
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.put64(0, 1));
      Threads.await(
          "broken connection", () -> codeOf(() -> idle.signalPost()) == RsmError.CONN_ABORTED);
      assertRsmError(
          RsmError.SEG_NOT_PUBLISHED,
          () -> bed.controller().connect(bed.node(), id, Permission.RDWR));
      ExportSegment next = bed.exported(1);
      assertEquals(id, next.publish(id, null));
      bed.connect(next, Permission.RDWR).disconnect();
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.get64(0));
      imported.disconnect();
      idle.disconnect();
    }
  }

  @Rule(RuleId.EXIT_STATE_02)
  @ParameterizedTest
  @CsvSource({
    "NORMAL, CONNECTION",
    "NORMAL, MAPPING",
    "NORMAL, POLL_REFERENCE",
    "KILLED, CONNECTION",
    "KILLED, MAPPING",
    "KILLED, POLL_REFERENCE",
    "KILLED, ALL"
  })
  void endOfAnImporterLeavesTheExporterAlone(Exit exit, Holds holds, TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    ImportSegment survivor = bed.ready(exported);
    try (Peer peer = Peer.start()) {
      hold(peer, TestBed.idOf(exported), holds);
      exported.signalPost();
      survivor.signalWait(SOON);
      exit.of(peer);
    }
    exported.republish(List.of(new AccessEntry(bed.node(), 0600)));
    exported.signalPost();
    survivor.signalWait(SOON);
    survivor.put64(0, 4711);
    assertEquals(4711, memory.get(ValueLayout.JAVA_LONG, 0));
    bed.connect(exported, Permission.RDWR).disconnect();
    exported.unpublish();
    assertRsmError(RsmError.CONN_ABORTED, () -> survivor.get64(0));
    exported.destroy();
  }

  private static void hold(Peer peer, SegmentId id, Holds holds) {
    String name = peer.call(PeerSegments.Connect.class, "import", PeerSegments.text(id), "0600");
    assertEquals("0", peer.call(PeerSegments.Get64.class, name, "0"));
    boolean mapping = holds == Holds.MAPPING || holds == Holds.ALL;
    if (mapping && TestBed.offers(Capability.MAP)) {
      String ignored = peer.call(PeerSegments.MapAll.class, name);
    }
    if (holds == Holds.POLL_REFERENCE || holds == Holds.ALL) {
      String ignored = peer.call(PeerSegments.TakePollReference.class, name);
    }
  }
}
