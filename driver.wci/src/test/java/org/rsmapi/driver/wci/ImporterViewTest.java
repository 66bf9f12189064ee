// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.DriverExport;

/**
 * What an importer sees, event by event: the barrier that is open, put and get, the connection, a
 * new connect.
 */
class ImporterViewTest {

  private static final SegmentId ID = SegmentId.of(0x8000_0001L);
  private static final SegmentId ID_ELSEWHERE = SegmentId.of(0x8000_0002L);
  private static final long LINE = 64;

  private ThreeNodes network;
  private MemorySegment memory;
  private DriverExport exported;
  private ImportSegment imported;
  private Barrier barrier;
  private Barrier.Span span;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    network = ThreeNodes.open(folder, Map.of());
    memory = network.exporter().memory(1);
    exported = network.exporter().publish(ID, memory);
    imported = network.connect(ID);
    barrier = imported.initBarrier();
    span = barrier.open();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static void assertCode(RsmError expected, Executable call) {
    assertEquals(expected, assertThrows(RsmException.class, call).error());
  }

  private void assertBarrierFails() {
    assertCode(RsmError.BARRIER_FAILURE, barrier::closeBarrier);
  }

  /** What was moved is there, in both ways of moving it, and nobody hears of trouble. */
  private void assertTransfersWork() {
    span = barrier.open();
    MemorySegment line = MemorySegment.ofArray(new byte[(int) LINE]).fill((byte) 7);
    imported.put(512, line, LINE);
    imported.put64(8, 4711);
    barrier.closeBarrier();
    assertEquals(-1, memory.asSlice(512, LINE).mismatch(line));
    assertEquals(4711, memory.get(ValueLayout.JAVA_LONG, 8));
    MemorySegment back = MemorySegment.ofArray(new byte[(int) LINE]);
    imported.get(512, back, LINE);
    assertEquals(-1, back.mismatch(line));
    assertEquals(4711, imported.get64(8));
  }

  private void assertConnectWorks() {
    network.connect(ID).disconnect();
  }

  private void assertDead() {
    assertCode(RsmError.CONN_ABORTED, barrier::closeBarrier);
    assertCode(RsmError.CONN_ABORTED, () -> imported.put64(8, 1));
    assertCode(RsmError.CONN_ABORTED, () -> imported.get64(8));
    assertCode(RsmError.CONN_ABORTED, () -> imported.map(Permission.RDWR, 0, Cmmu.PAGE));
  }

  @Test
  void oneOfSeveralLinksIsLost() {
    network.pull(ThreeNodes.FIRST);
    assertBarrierFails();
    ThreeNodes.await("fewer stripes", () -> network.stripes(ThreeNodes.EXPORTER) == 1);
    assertTransfersWork();
    assertConnectWorks();
  }

  @Test
  void oneOfSeveralWcisIsLost() {
    network.importer().commands().setWci(ThreeNodes.FIRST.port(), false);
    assertBarrierFails();
    ThreeNodes.await("fewer stripes", () -> network.stripes(ThreeNodes.EXPORTER) == 1);
    ThreeNodes.await("fewer stripes", () -> network.stripes(ThreeNodes.BYSTANDER) == 1);
    assertTransfersWork();
    assertConnectWorks();
    network.importer().commands().setWci(ThreeNodes.FIRST.port(), true);
    ThreeNodes.await("stripes", () -> network.stripes(ThreeNodes.EXPORTER) == 2);
    ThreeNodes.await("stripes", () -> network.stripes(ThreeNodes.BYSTANDER) == 2);
    assertTransfersWork();
  }

  @Test
  void linkComesBack() {
    network.pull(ThreeNodes.FIRST);
    ThreeNodes.await("fewer stripes", () -> network.stripes(ThreeNodes.EXPORTER) == 1);
    span = barrier.open();
    network.plug(ThreeNodes.FIRST);
    ThreeNodes.await("stripes", () -> network.stripes(ThreeNodes.EXPORTER) == 2);
    assertBarrierFails();
    assertTransfersWork();
    assertConnectWorks();
  }

  @Test
  void routeToAnotherNodeChanges() {
    network.pull(ThreeNodes.ELSEWHERE.getFirst());
    ThreeNodes.await("fewer stripes", () -> network.stripes(ThreeNodes.BYSTANDER) == 1);
    assertBarrierFails();
    assertTransfersWork();
    assertConnectWorks();
  }

  @Test
  void transactionFailsOnce() {
    imported.setMode(BarrierMode.EXPLICIT);
    MemorySegment two = MemorySegment.ofArray(new byte[(int) (2 * LINE)]).fill((byte) 9);
    network.importer().commands().failNext(ThreeNodes.FIRST);
    imported.put(0, two, 2 * LINE);
    assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 0));
    assertEquals(-1, memory.asSlice(LINE, LINE).mismatch(two.asSlice(LINE)));
    assertBarrierFails();
    span = barrier.open();
    imported.put(0, two, 2 * LINE);
    network.importer().commands().failNext(ThreeNodes.FIRST);
    MemorySegment back = MemorySegment.ofArray(new byte[(int) (2 * LINE)]).fill((byte) 1);
    imported.get(0, back, 2 * LINE);
    assertEquals(-1, back.asSlice(0, LINE).mismatch(MemorySegment.ofArray(new byte[(int) LINE])));
    assertEquals(-1, back.asSlice(LINE).mismatch(two.asSlice(LINE)));
    assertBarrierFails();
    assertTransfersWork();
    assertConnectWorks();
  }

  @Test
  void partOfALineFailsAtOnce() {
    imported.setMode(BarrierMode.EXPLICIT);
    network.importer().commands().failNext(ThreeNodes.FIRST);
    assertCode(RsmError.BARRIER_FAILURE, () -> imported.put64(8, 4711));
    assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 8));
    assertBarrierFails();
    assertTransfersWork();
  }

  @Test
  void otherNodeDoesNotPermitAnAccess() {
    imported.setMode(BarrierMode.EXPLICIT);
    network.importer().commands().violate(ThreeNodes.EXPORTER);
    assertEquals(0, imported.get64(0));
    assertBarrierFails();
    assertTransfersWork();
    assertConnectWorks();
  }

  @Test
  void otherNodeLocksWritesOut() {
    long counter = network.importer().routeCounter();
    network.importer().commands().lockOut(ThreeNodes.EXPORTER);
    ThreeNodes.await("empty reroute", () -> network.importer().routeCounter() > counter);
    assertBarrierFails();
    ThreeNodes.await(
        "unlocked writes",
        () -> {
          span = barrier.open();
          try {
            barrier.closeBarrier();
            return true;
          } catch (RsmException e) {
            return false;
          }
        });
    assertTransfersWork();
    assertConnectWorks();
  }

  @Test
  void allRoutesToTheNodeAreLost() {
    imported.put64(8, 1);
    MemorySegment mapping = imported.map(Permission.RDWR, 0, Cmmu.PAGE);
    network.loseExporter();
    assertCode(RsmError.CONN_ABORTED, barrier::closeBarrier);
    assertCode(RsmError.CONN_ABORTED, () -> imported.put64(8, 2));
    assertEquals(0, mapping.get(ValueLayout.JAVA_LONG, 8));
    mapping.set(ValueLayout.JAVA_LONG, 8, 3);
    assertEquals(1, memory.get(ValueLayout.JAVA_LONG, 8));
    assertCode(RsmError.REMOTE_NODE_UNREACHABLE, () -> network.connect(ID));
  }

  @Test
  void routeReturns() {
    network.loseExporter();
    network.findExporter();
    assertDead();
    imported.disconnect();
    imported = network.connect(ID);
    barrier = imported.initBarrier();
    assertTransfersWork();
  }

  @Test
  void exporterUnpublishes() {
    exported.unpublish();
    assertDead();
    assertCode(RsmError.SEG_NOT_PUBLISHED, () -> network.connect(ID));
  }

  @Test
  void exporterNarrowsTheAccess() {
    exported.republish(
        (importer, peer, requested) ->
            requested.canWrite() ? RsmError.PERM_DENIED : RsmError.SUCCESS);
    barrier.closeBarrier();
    assertTransfersWork();
    assertCode(RsmError.PERM_DENIED, () -> network.connect(ID));
  }

  @Test
  void nodeIsUnknown() {
    assertCode(RsmError.REMOTE_NODE_UNREACHABLE, () -> network.connect(3, ID));
    assertCode(RsmError.REMOTE_NODE_UNREACHABLE, () -> network.connect(256, ID));
    barrier.closeBarrier();
  }

  @Test
  void importerIsNotInTheList() {
    DriverExport other = network.exporter().create(network.exporter().memory(1));
    SegmentId ignored =
        other.publish(
            ID_ELSEWHERE, (importer, peer, requested) -> RsmError.SEG_NOT_PUBLISHED_TO_NODE);
    assertCode(RsmError.SEG_NOT_PUBLISHED_TO_NODE, () -> network.connect(ID_ELSEWHERE));
    barrier.closeBarrier();
  }

  @Test
  void exportersNodeDies() {
    network.exporter().view().commands().kill();
    ThreeNodes.await(
        "loss", () -> !network.importer().routes().get(ThreeNodes.EXPORTER).isReachable());
    assertDead();
    assertCode(RsmError.REMOTE_NODE_UNREACHABLE, () -> network.connect(ID));
  }

  @Test
  void barrierThatFailedIsAsGoodAsNewWhenOpenedAgain() {
    network.pull(ThreeNodes.ELSEWHERE.getFirst());
    ThreeNodes.await("fewer stripes", () -> network.stripes(ThreeNodes.BYSTANDER) == 1);
    assertCode(RsmError.BARRIER_FAILURE, barrier::order);
    assertBarrierFails();
    span = barrier.open();
    barrier.order();
    barrier.closeBarrier();
  }
}
