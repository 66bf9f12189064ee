// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.EXPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.ID;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.IGNORED;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.IMPORTER;
import static org.rsmapi.driver.sci.nativelib.TwoNodes.assertError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.DmaQueue.Piece;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.SisciError;

/** Transfers by DMA. */
final class DmaQueueTest {

  private static final long LARGE = 2 << 20;

  private final TwoNodes nodes = new TwoNodes();
  private LocalSegment exported;
  private LocalSegment local;
  private RemoteSegment remote;
  private DmaQueue queue;

  @BeforeEach
  void connect() {
    exported = nodes.exporter.createSegment(ID, LARGE, IGNORED);
    exported.prepare(0, false);
    exported.setAvailable(0);
    local = nodes.importer.createSegment(ID, nodes.importer.allocate(LARGE, nodes.arena), IGNORED);
    remote = nodes.connect();
    queue = nodes.importer.createDmaQueue(0, 4);
  }

  @AfterEach
  void close() {
    queue.remove();
    remote.disconnect();
    local.remove(false);
    exported.remove(false);
    nodes.close();
  }

  @Test
  void dataGoBothWays() {
    local.prepare(0, true);
    local.memory().set(ValueLayout.JAVA_LONG, 64, 5);
    queue.transfer(local, remote, List.of(new Piece(64, 128, 8)), false);
    assertEquals(5, exported.memory().get(ValueLayout.JAVA_LONG, 128));
    exported.memory().set(ValueLayout.JAVA_LONG, 0, 6);
    queue.transfer(local, remote, List.of(new Piece(16, 0, 8)), true);
    assertEquals(6, local.memory().get(ValueLayout.JAVA_LONG, 16));
  }

  @Test
  void piecesAreOneTransfer() {
    local.prepare(0, false);
    MemorySegment memory = local.memory();
    memory.setAtIndex(ValueLayout.JAVA_LONG, 0, 1);
    memory.setAtIndex(ValueLayout.JAVA_LONG, 1, 2);
    memory.setAtIndex(ValueLayout.JAVA_LONG, 2, 3);
    List<Piece> pieces = List.of(new Piece(0, 16, 8), new Piece(8, 8, 8), new Piece(16, 4096, 16));
    queue.transfer(local, remote, pieces, false);
    assertEquals(1, exported.memory().get(ValueLayout.JAVA_LONG, 16));
    assertEquals(2, exported.memory().get(ValueLayout.JAVA_LONG, 8));
    assertEquals(3, exported.memory().get(ValueLayout.JAVA_LONG, 4096));
  }

  @Test
  void transferIsWaitedForAndTheInterruptKept() {
    local.prepare(0, false);
    local.memory().fill((byte) 7);
    Thread.currentThread().interrupt();
    queue.transfer(local, remote, List.of(new Piece(0, 0, LARGE)), false);
    assertTrue(Thread.interrupted());
    assertEquals(-1, exported.memory().mismatch(local.memory()));
  }

  @Test
  void whatIsWrongIsRefused() {
    List<Piece> piece = List.of(new Piece(0, 0, 8));
    assertError(SisciError.SEGMENT_NOT_PREPARED, () -> queue.transfer(local, remote, piece, false));
    local.prepare(0, false);
    assertError(SisciError.OUT_OF_RANGE, () -> transfer(new Piece(0, LARGE, 8)));
    assertError(SisciError.OUT_OF_RANGE, () -> transfer(new Piece(1L << 33, 0, 8)));
    assertError(SisciError.SIZE_ALIGNMENT, () -> transfer(new Piece(0, 0, 7)));
    assertError(SisciError.OFFSET_ALIGNMENT, () -> transfer(new Piece(0, 4, 8)));
    assertError(
        SisciError.ILLEGAL_PARAMETER, () -> queue.transfer(local, remote, List.of(), false));
    assertError(SisciError.ILLEGAL_PARAMETER, () -> nodes.importer.createDmaQueue(0, 1000));
    assertError(SisciError.NO_SUCH_ADAPTERNO, () -> nodes.importer.createDmaQueue(1, 1));
    nodes.cluster.link(0, EXPORTER, IMPORTER, false);
    assertError(SisciError.TRANSFER_FAILED, () -> transfer(new Piece(0, 0, 8)));
    nodes.cluster.link(0, EXPORTER, IMPORTER, true);
    transfer(new Piece(0, 0, 8));
  }

  private void transfer(Piece piece) {
    queue.transfer(local, remote, List.of(piece), false);
  }
}
