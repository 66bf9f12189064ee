// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** What a get or put says of a connection, a medium, a driver or a buffer that fails it. */
class TransferFailureTest extends LibraryFixture {

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onMedia")
  void brokenConnectionIsReportedLast(Medium medium, Transfer transfer) {
    medium.in(driver);
    ExportSegment exporter = published();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    ImportSegment bare = connected(Permission.RDWR);
    ImportSegment segment = ready();
    exporter.unpublish();
    exporter.publish(SegmentId.of(0x400001), null);
    Transfer.Call call = transfer.call();
    assertRsmError(RsmError.BAD_OFFSET, () -> call.on(segment, LENGTH, buffer, 1));
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.on(bare, 0, buffer, 1));
    assertRsmError(RsmError.CONN_ABORTED, () -> call.on(segment, 0, buffer, 1));
    segment.setMode(BarrierMode.EXPLICIT);
    assertRsmError(RsmError.CONN_ABORTED, () -> call.on(segment, 0, buffer, 1));
    segment.disconnect();
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onMedia")
  void lossIsReportedInImplicitModeAndForgotten(Medium medium, Transfer transfer) {
    medium.in(driver);
    driver.lossy = true;
    published();
    ImportSegment segment = ready();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    driver.lossAfterTransfers = 1;
    assertRsmError(RsmError.BARRIER_FAILURE, () -> transfer.call().on(segment, 0, buffer, 1));
    transfer.call().on(segment, 0, buffer, 1);
    segment.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onEngines")
  void whatAnEngineReportsBecomesADocumentedCode(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    for (RsmError code : RsmError.values()) {
      if (code == RsmError.SUCCESS) {
        continue;
      }
      driver.transferFailure = new RsmException(code, "", "");
      RsmError expected =
          switch (code) {
            case CONN_ABORTED, BAD_ADDR, INSUFFICIENT_RESOURCES -> code;
            case INSUFFICIENT_MEM -> RsmError.INSUFFICIENT_RESOURCES;
            default -> RsmError.BARRIER_FAILURE;
          };
      assertRsmError(expected, () -> transfer.call().on(segment, 0, buffer, 1));
    }
    assertTrue(Thread.interrupted());
    driver.transferFailure = new IllegalArgumentException("a defect");
    assertRsmError(RsmError.BARRIER_FAILURE, () -> transfer.call().on(segment, 0, buffer, 1));
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onEngines")
  void theStateCountsForMoreThanWhatTheDriverSays(Medium medium, Transfer transfer) {
    medium.in(driver);
    ExportSegment exporter = published();
    MemorySegment buffer = arena.allocate(PAGE, 8);
    ImportSegment gone = ready();
    driver.transferFailure = new RsmException(RsmError.INSUFFICIENT_RESOURCES, "", "");
    driver.beforeTransfer = gone::disconnect;
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> transfer.call().on(gone, 0, buffer, 1));
    ImportSegment broken = ready();
    driver.beforeTransfer = exporter::unpublish;
    assertRsmError(RsmError.CONN_ABORTED, () -> transfer.call().on(broken, 0, buffer, 1));
    broken.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @MethodSource("org.rsmapi.library.Transfer#onEngines")
  void bufferClosedMeanwhile(Medium medium, Transfer transfer) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    Arena shortLived = Arena.ofShared();
    MemorySegment buffer = shortLived.allocate(PAGE, 8);
    driver.beforeTransfer = shortLived::close;
    assertRsmError(RsmError.BAD_ADDR, () -> transfer.call().on(segment, 0, buffer, 1));
  }
}
