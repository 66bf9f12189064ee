// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.LocalMemory;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** What goes on, and what has to wait, while a driver takes its time to open or close a device. */
@Timeout(60)
class DeviceLifeTest extends LibraryFixture {

  private final HeldCalls opening = new HeldCalls("open");
  private final HeldCalls closing = new HeldCalls("close");

  private Task openSlowly() throws InterruptedException {
    driver.before = opening;
    return opening.start(() -> rsm.controller("mem1"));
  }

  private void closeSlowly() {
    driver.beforeClose = () -> closing.accept("close");
  }

  /** Has the driver say that mem0 left, and waits until its device is being closed. */
  private void withdrawSlowly() throws InterruptedException {
    closeSlowly();
    driver.open.getFirst().listener.withdrawn("adapter removed");
    closing.await();
  }

  /** Has mem0 closed by another thread, and waits until its device is being closed. */
  private Task releaseSlowly() throws InterruptedException {
    closeSlowly();
    return closing.start(controller::release);
  }

  @AfterEach
  void letGo() {
    opening.release();
    closing.release();
  }

  @Test
  void slowOpenHoldsUpNoOtherController() throws Exception {
    Task open = openSlowly();
    Task other =
        Task.start(
            () -> {
              rsm.controller("mem0").release();
              controller.release();
            });
    other.assertOutcome(RsmError.SUCCESS);
    opening.release();
    open.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void slowOpenHoldsUpNoOtherDriverThatLeaves() throws Exception {
    MemoryDriver other = new MemoryDriver("other");
    source.present.add(other);
    rsm.controller("other0");
    Task open = openSlowly();
    Task.start(() -> source.withdraw(other)).assertOutcome(RsmError.SUCCESS);
    assertTrue(other.open.isEmpty());
    opening.release();
    open.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void slowOpenHoldsUpNoCloseAndEndsClosed() throws Exception {
    Task open = openSlowly();
    Task.start(rsm::close).assertOutcome(RsmError.SUCCESS);
    opening.release();
    open.assertOutcome(RsmError.CTLR_NOT_PRESENT);
    assertTrue(driver.open.isEmpty());
  }

  @Test
  void whoWantsWhatIsBeingOpenedSharesIt() throws Exception {
    Task open = openSlowly();
    Task second = Task.start(() -> rsm.controller("mem1")).awaitBlocked();
    opening.release();
    open.assertOutcome(RsmError.SUCCESS);
    second.assertOutcome(RsmError.SUCCESS);
    assertEquals(2, driver.open.size());
  }

  @Test
  void whoWaitsForAnOpenThatFailsOpensAnew() throws Exception {
    driver.before =
        call -> {
          if (call.equals("open")) {
            opening.accept(call);
            driver.before = next -> {};
            throw new RsmException(RsmError.CTLR_NOT_PRESENT, call, "not now");
          }
        };
    Task open = opening.start(() -> rsm.controller("mem1"));
    Task second = Task.start(() -> rsm.controller("mem1")).awaitBlocked();
    opening.release();
    open.assertOutcome(RsmError.CTLR_NOT_PRESENT);
    second.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void driverThatLeavesDuringOpenIsNotEntered() throws Exception {
    Task open = openSlowly();
    Task.start(() -> source.withdraw(driver)).assertOutcome(RsmError.SUCCESS);
    opening.release();
    open.assertOutcome(RsmError.CTLR_NOT_PRESENT);
    assertTrue(driver.open.isEmpty());
  }

  @Test
  void controllerWithdrawnDuringOpenIsNotEntered() {
    driver.before =
        call -> {
          if (call.equals("open")) {
            driver.before = next -> {};
            driver.open.getLast().listener.withdrawn("adapter removed");
          }
        };
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("mem1"));
    assertEquals(1, driver.open.size());
    rsm.controller("mem1").release();
  }

  @Test
  void deviceIsNotOpenedAnewBeforeItIsClosed() throws Exception {
    withdrawSlowly();
    Task anew = Task.start(() -> rsm.controller("mem0")).awaitBlocked();
    assertEquals(1, driver.open.size());
    closing.release();
    anew.assertOutcome(RsmError.SUCCESS);
    assertEquals(1, driver.open.size());
  }

  @Test
  void handleObtainedSinceIsOfTheDeviceThatIsBack() {
    for (int round = 0; round < 200; round++) {
      driver.open.getLast().listener.withdrawn("adapter removed");
      try (RsmController anew = rsm.controller("mem0")) {
        anew.createExport(memory, LENGTH).destroy();
      }
      // One reference stays: the next round withdraws what it stands for.
      controller = rsm.controller("mem0");
    }
  }

  @Test
  void absenceIsSaidWhileTheDeviceStillCloses() throws Exception {
    driver.units = List.of(1);
    withdrawSlowly();
    Task.start(() -> rsm.controller("mem0")).assertOutcome(RsmError.CTLR_NOT_PRESENT);
  }

  /** The memory of the application may be freed as soon as the call has returned. */
  private void assertWaitsForTheClose(Runnable call) throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    Task waiting =
        Task.start(
                () -> {
                  try {
                    call.run();
                  } finally {
                    closed.set(driver.open.isEmpty());
                  }
                })
            .awaitBlocked();
    closing.release();
    waiting.outcome();
    assertTrue(closed.get());
  }

  @Test
  void driverThatLeavesWaitsForTheReleaseOfItsDevice() throws Exception {
    Task release = releaseSlowly();
    assertWaitsForTheClose(() -> source.withdraw(driver));
    release.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void driverThatLeavesWaitsForTheDeviceThatLeaves() throws Exception {
    withdrawSlowly();
    assertWaitsForTheClose(() -> source.withdraw(driver));
  }

  @Test
  void releaseWaitsForTheDeviceThatLeaves() throws Exception {
    withdrawSlowly();
    assertWaitsForTheClose(controller::release);
  }

  @Test
  void closeOfTheHandleWaitsForItsRelease() throws Exception {
    releaseSlowly();
    assertWaitsForTheClose(controller::close);
  }

  @Test
  void releaseWaitsForTheCloseOfEverything() throws Exception {
    closeSlowly();
    Task close = closing.start(rsm::close);
    Task release = Task.start(controller::release).awaitBlocked();
    closing.release();
    release.assertOutcome(RsmError.BAD_CTLR_HNDL);
    close.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void closeOfEverythingWaitsForARelease() throws Exception {
    releaseSlowly();
    assertWaitsForTheClose(rsm::close);
  }

  @Test
  void closeOfEverythingWaitsForTheDeviceThatLeaves() throws Exception {
    published();
    withdrawSlowly();
    assertWaitsForTheClose(rsm::close);
  }

  @Test
  void interruptedCloseWaitsTooAndStaysInterrupted() throws Exception {
    withdrawSlowly();
    assertWaitsForTheClose(
        () -> {
          Thread.currentThread().interrupt();
          rsm.close();
          assertTrue(Thread.currentThread().isInterrupted());
        });
  }

  @Test
  void releaseThatIsNotTheLastWaitsForNothing() throws Exception {
    RsmController second = rsm.controller("mem0");
    second.close();
    Task.start(second::close).assertOutcome(RsmError.SUCCESS);
    assertEquals(PAGE, controller.attributes().pageSize());
  }

  @Test
  void closeOfAnExportWaitsForTheDevice() throws Exception {
    ExportSegment segment = published();
    withdrawSlowly();
    assertWaitsForTheClose(segment::close);
  }

  @Test
  void destroyOfAnExportWaitsForTheDevice() throws Exception {
    ExportSegment segment = published();
    releaseSlowly();
    Task destroy = Task.start(segment::destroy).awaitBlocked();
    closing.release();
    destroy.assertOutcome(RsmError.BAD_SEG_HNDL);
    assertTrue(driver.open.isEmpty());
  }

  @Test
  void closeOfAnExportWaitsForItsDestroy() throws Exception {
    ExportSegment segment = published();
    HeldCalls destroying = HeldCalls.in(driver, "destroy");
    Task destroy = destroying.start(segment::destroy);
    Task close = Task.start(segment::close).awaitBlocked();
    destroying.release();
    destroy.assertOutcome(RsmError.SUCCESS);
    close.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void closeOfLocalMemoryWaitsForTheDevice() throws Exception {
    driver.registering = true;
    LocalMemory local = controller.createLocalMemory(memory, LENGTH);
    withdrawSlowly();
    assertWaitsForTheClose(local::close);
  }
}
