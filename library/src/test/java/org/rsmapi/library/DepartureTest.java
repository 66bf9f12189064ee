// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;

/** A device leaves on a thread of its own; what may happen before it has left. */
class DepartureTest extends LibraryFixture {

  private final HeldCalls closing = new HeldCalls("close");

  /** Returns when the device is being closed, by the thread that it leaves on. */
  private void withdrawSlowly() throws InterruptedException {
    driver.beforeClose = () -> closing.accept("close");
    driver.open.getFirst().listener.withdrawn("adapter removed");
    closing.await();
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
  void controllerWithoutUnitIsNotPresentAtOnce() {
    driver.units = List.of(1);
    driver.open.getFirst().listener.withdrawn("adapter removed");
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("mem0"));
  }

  /** The memory of the application may be freed as soon as close has returned. */
  @Test
  void closingWaitsForTheDeviceThatLeaves() throws Exception {
    published();
    withdrawSlowly();
    AtomicBoolean left = new AtomicBoolean();
    Task close =
        Task.start(
            () -> {
              rsm.close();
              left.set(driver.open.isEmpty());
            });
    close.awaitBlocked();
    closing.release();
    assertEquals(RsmError.SUCCESS, close.outcome());
    assertTrue(left.get());
  }

  @Test
  void interruptedCloseWaitsTooAndStaysInterrupted() throws Exception {
    withdrawSlowly();
    AtomicBoolean left = new AtomicBoolean();
    Task close =
        Task.start(
            () -> {
              Thread.currentThread().interrupt();
              rsm.close();
              left.set(driver.open.isEmpty() && Thread.currentThread().isInterrupted());
            });
    close.awaitBlocked();
    closing.release();
    assertEquals(RsmError.SUCCESS, close.outcome());
    assertTrue(left.get());
  }
}
