// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Barriers of a driver that has a part in them, and calls that come in between. */
@Timeout(30)
class BarrierTest extends LibraryFixture {

  private ExportSegment exporter;
  private ImportSegment segment;

  @BeforeEach
  void connect() {
    driver.lossy = true;
    exporter = published();
    segment = connected(Permission.RDWR);
  }

  @AfterEach
  void barriersWereUsedAsPromised() {
    segment.close();
    assertEquals(0, driver.liveBarriers.get());
    assertEquals(0, driver.errorsOfTheLibrary.get());
  }

  private void inBetween(Runnable body) {
    driver.beforeBarrierClose =
        () -> {
          driver.beforeBarrierClose = () -> {};
          Threads.onAnother(body);
        };
  }

  @Test
  void disconnectDoesNotWaitForABarrier() {
    Barrier barrier = segment.initBarrier();
    barrier.open();
    inBetween(segment::disconnect);
    assertRsmError(RsmError.BAD_SEG_HNDL, barrier::closeBarrier);
  }

  @Test
  void destroyDoesNotWaitForACallOfTheBarrier() {
    Barrier barrier = segment.initBarrier();
    barrier.open();
    inBetween(barrier::destroy);
    barrier.closeBarrier();
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, barrier::open);
    assertEquals(0, driver.liveBarriers.get());
  }

  @Test
  void breakCountsForMoreThanTheFailure() {
    Barrier barrier = segment.initBarrier();
    barrier.open();
    inBetween(
        () -> {
          driver.errors.incrementAndGet();
          exporter.unpublish();
        });
    assertRsmError(RsmError.CONN_ABORTED, barrier::order);
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
  }

  @Test
  void withdrawalDoesNotWaitForABarrier() {
    Barrier barrier = segment.initBarrier();
    Barrier idle = segment.initBarrier();
    barrier.open();
    inBetween(() -> source.withdraw(driver));
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    barrier.open();
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    idle.destroy();
    segment.initBarrier().destroy();
    driver.liveBarriers.set(0); // went with the device
  }

  /** The application may keep a barrier for ever, which must not keep the driver's classes. */
  @Test
  void releasedBarrierHoldsNothingOfTheDriver() {
    Barrier barrier = segment.initBarrier();
    controller.release();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (driver.lastBarrier.get() != null) {
      assertTrue(System.nanoTime() < deadline, "the driver's barrier stays reachable");
      System.gc();
    }
    assertRsmError(RsmError.BAD_SEG_HNDL, barrier::open);
    driver.liveBarriers.set(0); // went with the device
  }

  @Test
  void shortageIsInsufficientMem() {
    for (RuntimeException failure :
        new RuntimeException[] {
          new RsmException(RsmError.INSUFFICIENT_RESOURCES, "", ""),
          new RsmException(RsmError.CONN_ABORTED, "", ""),
          new IllegalStateException("a defect")
        }) {
      driver.barrierFailure = failure;
      assertRsmError(RsmError.INSUFFICIENT_MEM, segment::initBarrier);
    }
    exporter.unpublish();
    segment.initBarrier();
  }

  @Test
  void implicitBracketsLeaveTheBarriersAlone() {
    Barrier barrier = segment.initBarrier();
    barrier.open();
    driver.lossAfterTransfers = 1;
    assertRsmError(RsmError.BARRIER_FAILURE, () -> segment.put64(0, 1));
    segment.put64(0, 1);
    segment.setMode(BarrierMode.EXPLICIT);
    segment.put64(0, 1);
    assertRsmError(RsmError.BARRIER_FAILURE, barrier::closeBarrier);
    barrier.open();
    barrier.closeBarrier();
  }
}
