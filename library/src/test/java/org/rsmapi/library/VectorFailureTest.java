// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;

/** What putv and getv say of a medium, a driver or a handle that fails them. */
class VectorFailureTest extends VectorFixture {

  @ParameterizedTest
  @EnumSource(names = {"LOSSY_MAPPED", "LOSSY_ENGINE"})
  void lossFailsTheEntryInImplicitModeOnly(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector fine = IoVector.of(local, 0, 0, 8);
    driver.lossAfterTransfers = 2;
    fails(RsmError.BARRIER_FAILURE, 2, list(fine, fine, fine), segment::putv);
    segment.putv(list(fine, fine, fine));
    segment.setMode(BarrierMode.EXPLICIT);
    driver.lossAfterTransfers = 1;
    segment.putv(list(fine));
    segment.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "LOSSY_ENGINE"})
  void whatAnEngineReportsPassesThrough(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    IoVector fine = IoVector.of(local, 0, 0, 8);
    engine(segment, fine, RsmError.REMOTE_NODE_UNREACHABLE, RsmError.REMOTE_NODE_UNREACHABLE);
    engine(segment, fine, RsmError.RSM_ADDR_UNREACHABLE, RsmError.REMOTE_NODE_UNREACHABLE);
    engine(segment, fine, RsmError.INSUFFICIENT_RESOURCES, RsmError.INSUFFICIENT_RESOURCES);
    engine(segment, fine, RsmError.INSUFFICIENT_MEM, RsmError.INSUFFICIENT_RESOURCES);
    engine(segment, fine, RsmError.BARRIER_FAILURE, RsmError.BARRIER_FAILURE);
    engine(segment, fine, RsmError.CONN_ABORTED, RsmError.CONN_ABORTED);
    engine(segment, fine, RsmError.MAP_FAILED, RsmError.BARRIER_FAILURE);
    engine(segment, fine, RsmError.INTERRUPTED, RsmError.INTERRUPTED);
    assertTrue(Thread.interrupted());
    driver.transferFailure = new IllegalArgumentException("a defect");
    fails(RsmError.BARRIER_FAILURE, 1, list(fine), segment::putv);
  }

  private void engine(ImportSegment segment, IoVector entry, RsmError of, RsmError expected) {
    driver.transferFailure = new RsmException(of, "", "");
    fails(expected, 2, list(entry, entry), segment::putv);
    fails(expected, 2, list(entry, entry), segment::getv);
    driver.transferFailure = null;
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "LOSSY_ENGINE"})
  void theEntryInProgressFailsWithTheConnection(Medium medium) {
    medium.in(driver);
    ExportSegment exporter = published();
    IoVector fine = IoVector.of(local, 0, 0, 8);
    ImportSegment broken = connected(Permission.RDWR);
    driver.beforeTransfer = exporter::unpublish;
    fails(RsmError.CONN_ABORTED, 2, posting(0, fine, fine), broken::putv);
    exporter.publish(ID, null);
    ImportSegment gone = connected(Permission.RDWR);
    driver.beforeTransfer = gone::disconnect;
    fails(RsmError.BAD_SEG_HNDL, 2, list(fine, fine), gone::getv);
    ImportSegment goneWithError = connected(Permission.RDWR);
    driver.beforeTransfer = goneWithError::disconnect;
    driver.transferFailure = new RsmException(RsmError.CONN_ABORTED, "", "");
    fails(RsmError.BAD_SEG_HNDL, 2, list(fine, fine), goneWithError::getv);
    broken.disconnect();
    assertEquals(0, driver.liveBarriers.get());
    driver.transferFailure = null;
    ImportSegment released = connected(Permission.RDWR);
    driver.beforeTransfer = controller::release;
    fails(RsmError.BAD_CTLR_HNDL, 2, list(fine, fine), released::putv);
  }

  @ParameterizedTest
  @EnumSource
  void disconnectAndFreeWhileVectorsRun(Medium medium) throws InterruptedException {
    medium.in(driver);
    driver.registering = true;
    published();
    for (int round = 0; round < 50; round++) {
      ImportSegment segment = connected(Permission.RDWR);
      LocalMemory handle = controller.createLocalMemory(local, LENGTH);
      boolean free = round % 2 == 0;
      CountDownLatch running = new CountDownLatch(2);
      List<RsmError> ends = new CopyOnWriteArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        boolean get = i == 0;
        threads.add(
            Thread.ofPlatform().start(() -> ends.add(untilItFails(segment, handle, get, running))));
      }
      running.await();
      if (free) {
        controller.freeLocalMemory(handle);
        assertEquals(0, driver.liveLocalMemories.get());
      } else {
        segment.disconnect();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      RsmError expected = free ? RsmError.BAD_SGIO : RsmError.BAD_SEG_HNDL;
      assertEquals(List.of(expected, expected), ends);
      segment.close();
      handle.close();
    }
    assertEquals(0, driver.liveBarriers.get());
    assertEquals(0, driver.errorsOfTheLibrary.get());
  }

  private static RsmError untilItFails(
      ImportSegment segment, LocalMemory handle, boolean get, CountDownLatch running) {
    ScatterGather list = list(IoVector.of(handle, 0, 0, PAGE), IoVector.of(handle, 0, PAGE, 100));
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < deadline) {
      try {
        if (get) {
          segment.getv(list);
        } else {
          segment.putv(list);
        }
      } catch (RsmException e) {
        return e.error();
      } finally {
        running.countDown();
      }
    }
    return RsmError.SUCCESS;
  }
}
