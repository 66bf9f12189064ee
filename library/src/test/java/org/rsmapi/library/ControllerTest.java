// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.DriverStatus;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Topology;
import org.rsmapi.spi.Availability;

class ControllerTest extends LibraryFixture {

  @ParameterizedTest
  @ValueSource(strings = {"mem0", "MEM0", "mem", "mem000", "Mem"})
  void nameIsTypeAndUnitInAnyCase(String name) {
    assertEquals("mem0", rsm.controller(name).name());
  }

  @Test
  void nullNameAndAnyUnitGiveLoopback() {
    source.present.add(new MemoryDriver("loopback"));
    assertEquals("loopback", rsm.controller(null).name());
    assertEquals("loopback", rsm.controller("loopback17").name());
    assertEquals("loopback", rsm.controller("loopback99999999999999").name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sci0", "mem2", "mem99999999999999", "0", "\u0000", "mem 0"})
  void unknownNamesAreNotPresent(String name) {
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller(name));
  }

  @Test
  void controllersAreFoundUnderTheOtherNamesOfTheirTypeToo() {
    driver.aliases = Set.of("memory", "sci");
    try (RsmController known = rsm.controller("Memory1")) {
      assertEquals("mem1", known.name());
      int open = driver.open.size();
      try (RsmController same = rsm.controller("mem1")) {
        assertEquals(open, driver.open.size());
        assertEquals("mem1", same.name());
      }
    }
    MemoryDriver sci = new MemoryDriver("sci");
    source.present.add(sci);
    assertEquals("sci0", rsm.controller("sci0").name());
    assertEquals(1, sci.open.size());
  }

  @Test
  void overlongNameIsNotPresent() {
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("mem" + "0".repeat(253)));
    assertEquals("mem0", rsm.controller("mem" + "0".repeat(252)).name());
  }

  @Test
  void absenceNamesTheReasonAndWhatIsThere() {
    MemoryDriver absent = new MemoryDriver("sci");
    absent.availability = Availability.absent("install libsisci.so");
    source.present.add(absent);
    RsmException thrown = assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("sci0"));
    assertTrue(thrown.getMessage().contains("install libsisci.so"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("mem0, mem1"), thrown.getMessage());
    assertEquals(
        List.of(
            new DriverStatus("mem", true, "", List.of("mem0", "mem1")),
            new DriverStatus("sci", false, "install libsisci.so", List.of())),
        rsm.drivers());
  }

  @Test
  void otherDriverInterfaceVersionIsRefused() {
    MemoryDriver old = new MemoryDriver("old");
    old.version = 2;
    source.present.add(old);
    assertRsmError(RsmError.BAD_LIBRARY_VERSION, () -> rsm.controller("old0"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 3, 4097, 12288})
  void pageSizeThatIsNoPowerOfTwoIsRefused(long pageSize) {
    driver.attributes = new ControllerAttributes(15, 15, pageSize, 0, 0, 0, 0, 0, 0);
    RsmException thrown = assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("mem1"));
    assertTrue(thrown.getMessage().contains("pageSize=" + pageSize), thrown.getMessage());
    assertEquals(1, driver.open.size());
  }

  @Test
  void segmentsLiveUntilTheLastRelease() {
    RsmController second = rsm.controller("mem0");
    ExportSegment segment = published();
    controller.release();
    assertEquals(1, driver.open.size());
    segment.unpublish();
    segment.publish(ID, null);
    ImportSegment imported = second.connect(MemoryDriver.NODE, ID, org.rsmapi.Permission.READ);
    second.release();
    assertEquals(0, driver.open.size());
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::unpublish);
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::mode);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.map(org.rsmapi.Permission.READ, 0, PAGE));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.signalWait(0));
    assertTrue(driver.published.isEmpty());
  }

  @Test
  void releasedHandleStaysDeadWhileTheControllerLivesOn() {
    RsmController second = rsm.controller("mem0");
    controller.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, controller::release);
    assertRsmError(RsmError.BAD_CTLR_HNDL, controller::attributes);
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> controller.createExport(null, 0));
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> controller.connect(null, null, null));
    controller.close();
    assertEquals(PAGE, second.attributes().pageSize());
    second.close();
    assertEquals(PAGE, rsm.controller("mem0").attributes().pageSize());
  }

  @Test
  void closedRsmHasReleasedEverything() {
    ExportSegment segment = published();
    rsm.close();
    rsm.close();
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::destroy);
    assertRsmError(RsmError.BAD_CTLR_HNDL, controller::release);
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("mem0"));
    assertTrue(driver.open.isEmpty());
    assertTrue(source.followers.isEmpty());
  }

  @Test
  void topologyListsControllersAndClosesWhatItOpened() {
    controller.release();
    assertEquals(NodeId.of(3), controller.localNode());
    Topology topology = rsm.topology();
    assertEquals(NodeId.of(3), topology.localNode());
    assertEquals(
        List.of("mem0", "mem1"),
        topology.controllers().stream().map(Topology.LocalController::name).toList());
    assertTrue(driver.open.isEmpty());
  }

  @Test
  void topologyReportsAShortageOfMemoryAndSkipsWhatHasLeft() {
    driver.failIn("topology", new RsmException(RsmError.INSUFFICIENT_MEM, "topology", ""));
    assertRsmError(RsmError.INSUFFICIENT_MEM, rsm::topology);
    for (RuntimeException failure :
        List.of(
            new RsmException(RsmError.CTLR_NOT_PRESENT, "topology", ""),
            new IllegalStateException("broken"))) {
      driver.failIn("topology", failure);
      assertEquals(List.of(), rsm.topology().controllers());
    }
    controller.release();
    assertTrue(driver.open.isEmpty());
  }
}
