// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.loopback.Background.await;
import static org.rsmapi.driver.loopback.Background.awaitHits;
import static org.rsmapi.driver.loopback.Background.error;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.DriverStatus;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.PeerCredentials;

/** The controller goes and comes, and paths break, under live segments and waiting threads. */
@Tag("faults")
@Timeout(60)
class WithdrawTest {

  private static final long LENGTH = 1 << 16;

  private final FaultInjection faults =
      ServiceLoader.load(FaultInjection.class).findFirst().orElseThrow();

  private Arena arena;
  private Rsm rsm;
  private RsmController controller;
  private NodeId node;
  private MemorySegment memory;
  private ExportSegment exported;
  private SegmentId id;
  private ImportSegment imported;

  @BeforeEach
  void open() {
    arena = Arena.ofShared();
    rsm = Rsm.load();
    controller = rsm.controller(null);
    node = controller.localNode();
    memory = controller.allocate(LENGTH, arena);
    exported = controller.createExport(memory, LENGTH);
    id = exported.publish(SegmentId.ANY, null);
    imported = connect();
  }

  @AfterEach
  void close() {
    faults.restore(0);
    rsm.close();
    arena.close();
  }

  private ImportSegment connect() {
    ImportSegment connected = controller.connect(node, id, Permission.RDWR);
    connected.initBarrier();
    return connected;
  }

  /** GET_CONTROLLER-CTLR_NOT_PRESENT-03, CREATE- and CONNECT-CTLR_NOT_PRESENT-01. */
  @Test
  void withdrawnController() throws Exception {
    Background waiting = new Background(() -> exported.signalWait(-1));
    faults.withdraw(0);
    assertEquals(RsmError.CTLR_NOT_PRESENT, error(() -> controller.createExport(memory, LENGTH)));
    assertEquals(
        RsmError.CTLR_NOT_PRESENT, error(() -> controller.connect(node, id, Permission.READ)));
    try (Rsm other = Rsm.load()) {
      RsmException absent = assertThrows(RsmException.class, () -> other.controller(null));
      assertEquals(RsmError.CTLR_NOT_PRESENT, absent.error());
      assertTrue(absent.detail().contains("withdrawn by fault injection"), absent::getMessage);
      DriverStatus status = other.drivers().get(0);
      assertFalse(status.available());
      assertEquals(List.of(), status.controllers());
    }
    assertEquals(RsmError.BAD_SEG_HNDL, waiting.outcome());
    await(() -> error(() -> imported.put64(0, 1)) == RsmError.CONN_ABORTED);
    await(() -> error(() -> rsm.controller(null).close()) == RsmError.CTLR_NOT_PRESENT);
    assertEquals(RsmError.BAD_SEG_HNDL, error(exported::unpublish));
    restored();
  }

  private void restored() {
    faults.restore(0);
    assertEquals(List.of("loopback"), rsm.drivers().get(0).controllers());
    // The handle of before stays what it is.
    assertEquals(RsmError.CTLR_NOT_PRESENT, error(() -> controller.createExport(memory, LENGTH)));
    try (RsmController again = rsm.controller(null);
        ExportSegment second = again.createExport(memory, LENGTH)) {
      SegmentId other = second.publish(SegmentId.ANY, null);
      again.connect(node, other, Permission.READ).close();
    }
  }

  @Test
  void callsThatAreHeldEndWithTheController() throws Exception {
    try (Fault create = faults.hold(FaultPoint.CREATE);
        Fault unpublish = faults.hold(FaultPoint.UNPUBLISH);
        Fault post = faults.hold(FaultPoint.POST)) {
      Background creating = new Background(() -> controller.createExport(memory, LENGTH));
      Background unpublishing = new Background(exported::unpublish);
      Background posting = new Background(imported::signalPost);
      awaitHits(create, 1);
      awaitHits(unpublish, 1);
      awaitHits(post, 1);
      faults.withdraw(0);
      assertEquals(RsmError.CTLR_NOT_PRESENT, creating.outcome());
      assertEquals(RsmError.BAD_SEG_HNDL, unpublishing.outcome());
      assertEquals(RsmError.CONN_ABORTED, posting.outcome());
    }
  }

  @Test
  void everyLibraryLosesTheController() {
    try (Rsm other = Rsm.load()) {
      RsmController theirs = other.controller(null);
      ImportSegment second = theirs.connect(node, id, Permission.READ);
      second.initBarrier();
      faults.withdraw(0);
      await(() -> error(() -> second.get64(0)) == RsmError.CONN_ABORTED);
      await(() -> error(() -> imported.get64(0)) == RsmError.CONN_ABORTED);
    }
  }

  @Test
  void brokenPath() throws Exception {
    ImportSegment second = connect();
    exported.signalPost();
    Background waiting = new Background(() -> exported.signalWait(-1));
    assertEquals(2, faults.breakConnections(id));
    assertEquals(0, faults.breakConnections(id));
    assertEquals(RsmError.CONN_ABORTED, error(() -> imported.put64(0, 1)));
    assertEquals(RsmError.CONN_ABORTED, error(() -> second.get64(0)));
    assertEquals(RsmError.CONN_ABORTED, error(imported::signalPost));
    assertEquals(RsmError.CONN_ABORTED, error(() -> imported.map(Permission.READ, 0, LENGTH)));
    // What was posted before the break is not lost.
    assertEquals(RsmError.SUCCESS, error(() -> imported.signalWait(0)));

    ImportSegment third = connect();
    third.put64(8, 3);
    assertEquals(3, third.get64(8));
    third.signalPost();
    assertEquals(RsmError.SUCCESS, waiting.outcome());
    second.close();
    imported.disconnect();
  }

  @Test
  void brokenPathUnderAMappingAndTransfers() throws Exception {
    MemorySegment mapped = imported.map(Permission.RDWR, 0, LENGTH);
    Background putting =
        new Background(
            () -> {
              while (true) {
                imported.put64(8, 0x55);
              }
            });
    assertEquals(1, faults.breakConnections(id));
    assertEquals(RsmError.CONN_ABORTED, putting.outcome());
    memory.fill((byte) 0);
    mapped.fill((byte) 1);
    assertEquals(-1, memory.mismatch(arena.allocate(LENGTH)));
    imported.unmap();
    imported.disconnect();
  }

  /** One place: it is taken until the connection breaks, and free again then. */
  @Test
  void exporterSeesTheBrokenImporterGone() {
    try (DriverController device = new LoopbackDriver().open(0, reason -> {})) {
      DriverExport limited = device.create(memory, () -> {});
      SegmentId place = limited.publish(SegmentId.ANY, new OnePlace());
      Runnable connect = () -> device.connect(node, place, Permission.READ, new Unheard());
      assertEquals(RsmError.SUCCESS, error(connect));
      assertEquals(RsmError.INSUFFICIENT_RESOURCES, error(connect));
      assertEquals(1, faults.breakConnections(place));
      await(() -> error(connect) == RsmError.SUCCESS);
      limited.destroy();
    }
  }

  private static final class OnePlace implements AccessPolicy {
    @Override
    public RsmError decide(NodeId importer, PeerCredentials peer, Permission requested) {
      return RsmError.SUCCESS;
    }

    @Override
    public int maxConnections() {
      return 1;
    }
  }

  private static final class Unheard implements ImportListener {
    @Override
    public void broken() {}

    @Override
    public void signalsArrived() {}
  }
}
