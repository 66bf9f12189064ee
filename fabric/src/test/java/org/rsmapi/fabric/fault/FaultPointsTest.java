// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.RsmDriver;

/** Every point, over a driver that notes what reaches it. */
@Timeout(60)
class FaultPointsTest {

  private static final SegmentId ID = SegmentId.SYSTEM_FIRST;
  private static final MemorySegment MEMORY = MemorySegment.ofArray(new byte[8]);

  private final FaultSwitch on = Faults.read("true");
  private final Faults faults = Faults.of(on);
  private final RecordingDriver below = new RecordingDriver();
  private final RsmDriver driver = on.around(below);
  private final List<String> withdrawn = new CopyOnWriteArrayList<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final DriverController controller = driver.open(0, withdrawn::add);
  private final DriverExport exported = controller.create(MEMORY, () -> {});
  private final DriverImport imported = connect(controller);

  private DriverImport connect(DriverController from) {
    return from.connect(
        NodeId.of(1),
        ID,
        Permission.RDWR,
        new ImportListener() {
          @Override
          public void broken() {
            broken.incrementAndGet();
          }

          @Override
          public void signalsArrived() {}
        });
  }

  private Runnable call(FaultPoint point) {
    return switch (point) {
      case VERSION -> driver::spiVersion;
      case OPEN -> () -> driver.open(1, reason -> {});
      case TOPOLOGY -> controller::topology;
      case ALLOCATE -> () -> controller.allocate(8, Arena.global());
      case CREATE -> () -> controller.create(MEMORY, () -> {});
      case LOCAL_MEMORY -> () -> controller.registerLocalMemory(MEMORY);
      case CONNECT -> () -> connect(controller);
      case PUBLISH -> () -> exported.publish(ID, (node, peer, asked) -> RsmError.SUCCESS);
      case REPUBLISH -> () -> exported.republish((node, peer, asked) -> RsmError.SUCCESS);
      case REBIND -> () -> exported.rebind(MEMORY);
      case UNPUBLISH -> exported::unpublish;
      case MAP -> () -> imported.map(0, 8, Permission.READ, Arena.global());
      case TRANSFER -> () -> imported.put(0, MEMORY, 8);
      case BARRIER -> imported::newBarrier;
      case POST -> () -> imported.post(true);
      case LINK -> throw new IllegalArgumentException("no link here");
    };
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"LINK", "VERSION", "LINK"})
  void failsAsOftenAsAskedAndTheDriverIsNotCalled(FaultPoint point) {
    try (Fault fault = faults.fail(point, RsmError.INSUFFICIENT_RESOURCES, 2)) {
      below.calls.clear();
      for (int i = 1; i <= 2; i++) {
        RsmException thrown = assertThrows(RsmException.class, call(point)::run);
        assertEquals(RsmError.INSUFFICIENT_RESOURCES, thrown.error());
        assertEquals("fault injected at " + point, thrown.detail());
        assertEquals(List.of(), below.calls);
        assertEquals(i, fault.hits());
      }
      assertDoesNotThrow(call(point)::run);
      assertFalse(below.calls.isEmpty());
      assertEquals(2, fault.hits());
    }
  }

  @Test
  void failingVersionIsAnotherVersion() {
    faults.fail(FaultPoint.VERSION, RsmError.INSUFFICIENT_RESOURCES, 1);
    assertEquals(RsmDriver.SPI_VERSION + 1, driver.spiVersion());
    assertEquals(RsmDriver.SPI_VERSION, driver.spiVersion());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LINK")
  void heldUntilInterrupted(FaultPoint point) throws Exception {
    try (Fault fault = faults.hold(point)) {
      below.calls.clear();
      HeldCall held = new HeldCall(call(point));
      HeldCall.awaitHits(fault, 1);
      assertEquals(RsmError.INTERRUPTED, held.interrupt());
      assertEquals(List.of(), below.calls);
    }
    assertDoesNotThrow(call(point)::run);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LINK")
  void heldUntilLifted(FaultPoint point) throws Exception {
    Fault fault = faults.hold(point);
    below.calls.clear();
    HeldCall first = new HeldCall(call(point));
    HeldCall second = new HeldCall(call(point));
    HeldCall.awaitHits(fault, 2);
    assertEquals(List.of(), below.calls);
    fault.close();
    fault.close();
    assertEquals(RsmError.SUCCESS, first.outcome());
    assertEquals(RsmError.SUCCESS, second.outcome());
    assertFalse(below.calls.isEmpty());
    assertEquals(2, fault.hits());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"VERSION", "OPEN", "LINK"})
  void heldUntilTheControllerCloses(FaultPoint point) throws Exception {
    try (Fault fault = faults.hold(point)) {
      HeldCall held = new HeldCall(call(point));
      HeldCall.awaitHits(fault, 1);
      below.calls.clear();
      controller.close();
      assertEquals(gone(point), held.outcome());
      assertEquals(List.of("close"), below.calls);
    }
  }

  private static RsmError gone(FaultPoint point) {
    return switch (point) {
      case PUBLISH, REPUBLISH, REBIND, UNPUBLISH, BARRIER -> RsmError.BAD_SEG_HNDL;
      case MAP, TRANSFER, POST -> RsmError.CONN_ABORTED;
      default -> RsmError.CTLR_NOT_PRESENT;
    };
  }

  @Test
  void severalFaultsAreMetInTheOrderOfArming() throws Exception {
    Fault hold = faults.hold(FaultPoint.CREATE);
    Fault fail = faults.fail(FaultPoint.CREATE, RsmError.INSUFFICIENT_MEM, 1);
    HeldCall held = new HeldCall(call(FaultPoint.CREATE));
    HeldCall.awaitHits(hold, 1);
    assertEquals(0, fail.hits());
    hold.close();
    assertEquals(RsmError.INSUFFICIENT_MEM, held.outcome());
    assertEquals(1, fail.hits());
  }

  @Test
  void lostPostDoesNotReachTheDriver() {
    try (Fault fault = faults.drop(FaultPoint.POST)) {
      below.calls.clear();
      imported.post(true);
      assertEquals(List.of(), below.calls);
      assertEquals(1, fault.hits());
      exported.post(true);
      assertEquals(List.of("post"), below.calls);
    }
  }

  @Test
  void lostRequestIsNeverAnswered() throws Exception {
    Fault fault = faults.drop(FaultPoint.CONNECT);
    below.calls.clear();
    HeldCall interrupted = new HeldCall(call(FaultPoint.CONNECT));
    HeldCall lifted = new HeldCall(call(FaultPoint.CONNECT));
    HeldCall.awaitHits(fault, 2);
    assertEquals(RsmError.INTERRUPTED, interrupted.interrupt());
    fault.close();
    assertEquals(RsmError.REMOTE_NODE_UNREACHABLE, lifted.outcome());
    assertEquals(List.of(), below.calls);
  }

  @Test
  void lostRequestEndsWithTheController() throws Exception {
    try (Fault fault = faults.drop(FaultPoint.CONNECT)) {
      HeldCall held = new HeldCall(call(FaultPoint.CONNECT));
      HeldCall.awaitHits(fault, 1);
      controller.close();
      assertEquals(RsmError.CTLR_NOT_PRESENT, held.outcome());
    }
  }

  @Test
  void windowOnlyWhileNoFaultIsArmedAtTransfer() {
    assertNotNull(imported.window());
    DriverImport without;
    try (Fault fault = faults.fail(FaultPoint.TRANSFER, RsmError.BARRIER_FAILURE, 1)) {
      without = connect(controller);
      assertNull(without.window());
      assertEquals(0, fault.hits());
    }
    assertNull(without.window());
    assertNotNull(imported.window());
    assertNotNull(connect(controller).window());
  }

  @Test
  void withdrawnUnitIsGoneUntilRestored() {
    DriverController other = driver.open(1, withdrawn::add);
    faults.withdraw(0);
    assertEquals(1, withdrawn.size());
    assertTrue(withdrawn.get(0).contains("unit=0"), withdrawn::toString);
    assertEquals(List.of(1), driver.units());
    assertTrue(driver.availability().present());
    assertAbsent(() -> driver.open(0, withdrawn::add));
    assertAbsent(call(FaultPoint.CREATE));
    assertAbsent(call(FaultPoint.CONNECT));
    connect(other);
    faults.withdraw(1);
    assertEquals(2, withdrawn.size());
    assertFalse(driver.availability().present());
    assertTrue(driver.availability().reason().contains("unit=1"));

    faults.restore(0);
    faults.restore(1);
    assertEquals(List.of(0, 1), driver.units());
    assertAbsent(call(FaultPoint.CREATE));
    connect(driver.open(0, withdrawn::add));
  }

  private static void assertAbsent(Runnable call) {
    assertEquals(RsmError.CTLR_NOT_PRESENT, assertThrows(RsmException.class, call::run).error());
  }

  @Test
  void nobodyIsToldOfAControllerThatIsClosed() {
    controller.close();
    faults.withdraw(0);
    assertEquals(List.of(), withdrawn);
  }

  @Test
  void connectionBreaksOnce() {
    assertEquals(0, faults.breakConnections(SegmentId.SYSTEM_LAST));
    below.calls.clear();
    assertEquals(1, faults.breakConnections(ID));
    below.importListener.broken();
    assertEquals(0, faults.breakConnections(ID));
    imported.disconnect();
    assertEquals(1, broken.get());
    assertEquals(List.of("disconnect"), below.calls);
  }

  @Test
  void whatHasBrokenOrEndedIsNotBrokenAgain() {
    below.importListener.broken();
    assertEquals(0, faults.breakConnections(ID));
    DriverImport ended = connect(controller);
    ended.disconnect();
    assertEquals(0, faults.breakConnections(ID));
    assertEquals(1, broken.get());
  }
}
