// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.loopback.Background.awaitHits;
import static org.rsmapi.driver.loopback.Background.error;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;

/** Faults as an application meets them, through library and driver. */
@Tag("faults")
@Timeout(60)
class FaultsTest {

  private static final long LENGTH = 1 << 16;

  private final FaultInjection faults =
      ServiceLoader.load(FaultInjection.class).findFirst().orElseThrow();

  private Arena arena;
  private Rsm rsm;
  private RsmController controller;
  private MemorySegment memory;
  private ExportSegment exported;
  private SegmentId id;

  @BeforeEach
  void open() {
    arena = Arena.ofShared();
    rsm = Rsm.load();
    controller = rsm.controller(null);
    memory = controller.allocate(LENGTH, arena);
    exported = controller.createExport(memory, LENGTH);
    id = exported.publish(SegmentId.ANY, null);
  }

  @AfterEach
  void close() {
    faults.restore(0);
    rsm.close();
    arena.close();
  }

  private ImportSegment connect() {
    ImportSegment imported = controller.connect(controller.localNode(), id, Permission.RDWR);
    imported.initBarrier();
    return imported;
  }

  @Test
  void driverBuiltForAnotherVersion() {
    try (Rsm other = Rsm.load();
        Fault fault = faults.fail(FaultPoint.VERSION, RsmError.INTERNAL_ERROR, 1)) {
      RsmException refused = assertThrows(RsmException.class, () -> other.controller(null));
      assertEquals(RsmError.BAD_LIBRARY_VERSION, refused.error());
      assertTrue(refused.detail().contains("version=2; the library has version=1"));
      assertEquals(1, fault.hits());
      other.controller(null).close();
    }
  }

  @Test
  void controllerThatCannotBeOpened() {
    try (Rsm other = Rsm.load();
        Fault _ = faults.fail(FaultPoint.OPEN, RsmError.INSUFFICIENT_MEM, 1)) {
      assertEquals(RsmError.INSUFFICIENT_MEM, error(() -> other.controller(null)));
      other.controller(null).close();
    }
  }

  @Test
  void createAndPublishFailAndThenWork() {
    faults.fail(FaultPoint.CREATE, RsmError.INSUFFICIENT_MEM, 1);
    faults.fail(FaultPoint.PUBLISH, RsmError.INSUFFICIENT_RESOURCES, 1);
    assertEquals(RsmError.INSUFFICIENT_MEM, error(() -> controller.createExport(memory, LENGTH)));
    try (ExportSegment second = controller.createExport(memory, LENGTH, ExportSegment.DONTWAIT)) {
      Runnable publish = () -> second.publish(SegmentId.ANY, null);
      assertEquals(RsmError.INSUFFICIENT_RESOURCES, error(publish));
      assertEquals(RsmError.SUCCESS, error(publish));
    }
  }

  @Test
  void unpublishHeldBackAndInterruptedLeavesTheSegmentImportable() throws Exception {
    try (Fault fault = faults.hold(FaultPoint.UNPUBLISH)) {
      Background held = new Background(exported::unpublish);
      awaitHits(fault, 1);
      assertEquals(RsmError.INTERRUPTED, held.interrupt());
      connect().close();
    }
  }

  @Test
  void exporterThatDoesNotAnswer() throws Exception {
    Fault fault = faults.drop(FaultPoint.CONNECT);
    Background interrupted = new Background(this::connect);
    Background lifted = new Background(this::connect);
    awaitHits(fault, 2);
    assertEquals(RsmError.INTERRUPTED, interrupted.interrupt());
    fault.close();
    assertEquals(RsmError.REMOTE_NODE_UNREACHABLE, lifted.outcome());
    connect().close();
  }

  @Test
  void transfersPassTheirPoint() throws Exception {
    Fault fault = faults.hold(FaultPoint.TRANSFER);
    try (ImportSegment imported = connect()) {
      Background interrupted = new Background(() -> imported.put64(8, 1));
      ScatterGather list = new ScatterGather(IoVector.of(memory, 16, 8, 8));
      Background vector = new Background(() -> imported.putv(list));
      Background lifted = new Background(() -> imported.put64(16, 2));
      awaitHits(fault, 3);
      // Get and put have no code for it; vectors have.
      assertEquals(RsmError.BARRIER_FAILURE, interrupted.interrupt());
      assertEquals(RsmError.INTERRUPTED, vector.interrupt());
      fault.close();
      assertEquals(RsmError.SUCCESS, lifted.outcome());
      assertEquals(0, memory.get(ValueLayout.JAVA_LONG, 8));
      assertEquals(2, memory.get(ValueLayout.JAVA_LONG, 16));
      copies(imported);
    }
  }

  private void copies(ImportSegment imported) {
    try (Fault _ = faults.fail(FaultPoint.TRANSFER, RsmError.BARRIER_FAILURE, 1)) {
      assertEquals(RsmError.BARRIER_FAILURE, error(() -> imported.get64(16)));
      assertEquals(2, imported.get64(16));
    }
    imported.put8(1, (byte) 7);
    assertEquals(7, memory.get(ValueLayout.JAVA_BYTE, 1));
    byte[] block = {1, 2, 3, 4, 5};
    imported.put(33, MemorySegment.ofArray(block), block.length);
    byte[] read = new byte[block.length];
    imported.get(33, MemorySegment.ofArray(read), read.length);
    assertArrayEquals(block, read);
  }

  @Test
  void mapAndBarrierFail() {
    try (ImportSegment imported = connect()) {
      faults.fail(FaultPoint.MAP, RsmError.MAP_FAILED, 1);
      faults.fail(FaultPoint.BARRIER, RsmError.INSUFFICIENT_MEM, 1);
      Runnable map = () -> imported.map(Permission.READ, 0, LENGTH);
      assertEquals(RsmError.MAP_FAILED, error(map));
      assertEquals(RsmError.SUCCESS, error(map));
      assertEquals(RsmError.INSUFFICIENT_MEM, error(imported::initBarrier));
      assertEquals(RsmError.SUCCESS, error(imported::initBarrier));
    }
  }

  @Test
  void postThatGetsLost() {
    try (ImportSegment imported = connect()) {
      try (Fault fault = faults.drop(FaultPoint.POST)) {
        imported.signalPost();
        assertEquals(1, fault.hits());
      }
      assertEquals(RsmError.TIMEOUT, error(() -> exported.signalWait(0)));
      imported.signalPost();
      exported.signalWait(20_000);
      faults.fail(FaultPoint.POST, RsmError.REMOTE_NODE_UNREACHABLE, 1);
      assertEquals(RsmError.REMOTE_NODE_UNREACHABLE, error(imported::signalPost));
    }
  }

  @Test
  void releaseEndsWhatIsHeld() throws Exception {
    try (Fault fault = faults.hold(FaultPoint.CREATE)) {
      Background held = new Background(() -> controller.createExport(memory, LENGTH));
      awaitHits(fault, 1);
      controller.close();
      assertEquals(RsmError.BAD_CTLR_HNDL, held.outcome());
    }
  }
}
