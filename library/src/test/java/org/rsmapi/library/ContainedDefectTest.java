// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.RsmError.BAD_SEG_HNDL;
import static org.rsmapi.RsmError.CTLR_NOT_PRESENT;
import static org.rsmapi.RsmError.INTERRUPTED;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.Barrier;
import org.rsmapi.DriverStatus;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * Where the application has no code to be told by, what a driver throws ends nothing but itself.
 */
class ContainedDefectTest extends DefectFixture {

  /** The driver is well, and the controller is there again after its release. */
  private void openAgain() {
    driver.before = call -> {};
    controller = rsm.controller("mem0");
    driver.published.clear();
  }

  private void assertAllGivenBack() {
    configure(1, LENGTH, 0);
    exported();
  }

  /** Ends that are so for the application whatever the driver says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "destroy",
        "disconnect",
        "unmap",
        "mappingEnd",
        "free",
        "barrierDestroy",
        "close",
        "exportPost"
      })
  void endsAndPostsOfExportersGoOn(String driverCall) {
    driver.registering = true;
    for (Throwable failure : failures()) {
      driver.lossy = true;
      ExportSegment exported = published();
      ImportSegment imported = connected(Permission.RDWR);
      Barrier barrier = imported.initBarrier();
      imported.map(Permission.READ, 0, PAGE);
      LocalMemory local = controller.createLocalMemory(memory, PAGE);
      driver.failIn(driverCall, failure);
      exported.signalPost();
      barrier.destroy();
      imported.unmap();
      imported.disconnect();
      exported.close();
      controller.freeLocalMemory(local);
      controller.release();
      assertTrue(driver.open.isEmpty());
      assertRsmError(BAD_SEG_HNDL, imported::mode);
      assertEquals(
          failure instanceof RsmException e && e.error() == INTERRUPTED, Thread.interrupted());
      openAgain();
    }
    assertAllGivenBack();
  }

  @ParameterizedTest
  @ValueSource(strings = {"destroy", "unmap", "mappingEnd", "close"})
  void lastReleaseEndsAllTheSame(String driverCall) {
    for (Throwable failure : failures()) {
      published();
      ImportSegment imported = connected(Permission.READ);
      imported.map(Permission.READ, 0, PAGE);
      driver.failIn(driverCall, failure);
      controller.release();
      assertTrue(driver.open.isEmpty());
      assertRsmError(BAD_SEG_HNDL, imported::mode);
      Thread.interrupted();
      openAgain();
    }
    assertAllGivenBack();
  }

  @ParameterizedTest
  @ValueSource(strings = {"takeArrived", "setWaiting"})
  void waitsGoOnWithoutTheChannel(String driverCall) {
    ExportSegment segment = published();
    for (Throwable failure : failures()) {
      driver.failIn(driverCall, failure);
      assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
      if (!(failure instanceof RsmException)) {
        assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(1));
      }
      Thread.interrupted();
    }
    driver.before = call -> {};
    connected(Permission.READ).signalPost();
    segment.signalWait(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "availability", "units", "spiVersion"})
  void driverThatCannotSayWhatItHasIsAbsentAlone(String driverCall) {
    MemoryDriver sound = new MemoryDriver("sound");
    source.present.add(sound);
    for (Throwable failure : failures()) {
      driver.failIn(driverCall, failure);
      assertNotNull(rsm.controller("sound0"));
      assertEquals(
          List.of("sound0", "sound1"),
          rsm.topology().controllers().stream().map(each -> each.name()).toList());
      List<DriverStatus> statuses = rsm.drivers();
      assertEquals(2, statuses.size());
      assertTrue(statuses.get(1).available());
      if (!driverCall.equals("spiVersion") && !driverCall.equals("type")) {
        assertEquals("mem", statuses.getFirst().type());
        assertTrue(statuses.getFirst().reason().contains("the driver failed: " + failure));
        assertRsmError(CTLR_NOT_PRESENT, () -> rsm.controller("mem1"));
      }
      Thread.interrupted();
    }
  }
}
