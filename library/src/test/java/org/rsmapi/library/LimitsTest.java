// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Limits of the configuration and of the driver: exact, and free again at once. */
@Timeout(60)
class LimitsTest extends LibraryFixture {

  private void limitSegments(long segments) {
    configure(segments, Configuration.NO_LIMIT, 0);
  }

  /** A controller whose driver has limits. */
  private RsmController limited(ControllerAttributes attributes) {
    driver.attributes = attributes;
    return rsm.controller("mem1");
  }

  @Test
  void exportsAndImportsShareTheSegments() {
    limitSegments(2);
    ExportSegment exported = published();
    ImportSegment imported = connected(Permission.READ);
    RsmException thrown =
        assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> connected(Permission.READ));
    assertTrue(thrown.getMessage().contains("maxSegments=2, in use=2"), thrown.getMessage());
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
    imported.disconnect();
    connected(Permission.READ);
    exported.destroy();
    exported().destroy();
    exported();
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
  }

  @Test
  void limitOfSegmentsIsCheckedAfterTheArgumentsAndBeforeTheDriver() {
    limitSegments(1);
    exported();
    List<String> asked = new ArrayList<>();
    driver.before = asked::add;
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(memory, 2 * LENGTH));
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
    assertRsmError(RsmError.PERM_DENIED, () -> connected(Permission.NONE));
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> connected(Permission.READ));
    assertEquals(List.of(), asked);
    source.withdraw(driver);
    assertRsmError(RsmError.CTLR_NOT_PRESENT, this::exported);
  }

  @Test
  void thatMemoryIsReadOnlyIsFoundAfterTheLimits() {
    MemorySegment readOnly = memory.asReadOnly();
    configure(1, PAGE, 0);
    assertRsmError(RsmError.INSUFFICIENT_MEM, () -> controller.createExport(readOnly, LENGTH));
    assertRsmError(RsmError.PERM_DENIED, () -> controller.createExport(readOnly, PAGE));
    controller.createExport(memory, PAGE);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> controller.createExport(readOnly, PAGE));
  }

  @Test
  void whatFailsGivesBackWhatItTook() {
    configure(1, LENGTH, 0);
    for (int i = 0; i < 3; i++) {
      assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connected(Permission.READ));
      driver.before =
          call -> {
            throw new RsmException(RsmError.INTERRUPTED, call, "");
          };
      assertRsmError(RsmError.INTERRUPTED, this::exported);
      assertTrue(Thread.interrupted());
      driver.before = call -> {};
    }
    exported().destroy();
  }

  @Test
  void brokenImportCountsUntilItIsDisconnected() {
    limitSegments(2);
    ExportSegment exported = published();
    ImportSegment imported = connected(Permission.READ);
    exported.destroy();
    exported();
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
    imported.close();
    exported();
  }

  @Test
  void lastReleaseAndWithdrawalGiveBack() {
    configure(3, 2 * LENGTH, 0);
    published();
    ImportSegment imported = connected(Permission.READ);
    exported();
    controller.release();
    controller = rsm.controller("mem0");
    published();
    connected(Permission.READ);
    exported();
    source.withdraw(driver);
    source.present.add(driver);
    controller.release();
    controller = rsm.controller("mem0");
    exported();
    published();
    connected(Permission.READ);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
    imported.close();
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
  }

  @Test
  void closingGivesBackWhatWithdrawnControllersHold() {
    configure(2, 2 * LENGTH, 0);
    published();
    connected(Permission.READ);
    controller.createLocalMemory(memory, LENGTH);
    source.withdraw(driver);
    rsm.close();
    source.present.add(driver);
    rsm = new Library(source, quotas);
    controller = rsm.controller("mem0");
    exported();
    exported();
  }

  @Test
  void memoryIsExactAndPagesExportedTwiceCountTwice() {
    configure(Configuration.NO_LIMIT, 2 * LENGTH + PAGE, 0);
    ExportSegment first = exported();
    exported();
    RsmException thrown = assertRsmError(RsmError.INSUFFICIENT_MEM, this::exported);
    assertTrue(thrown.getMessage().contains("maxExportedMemory=36864 bytes"), thrown.getMessage());
    controller.createExport(memory, PAGE);
    assertRsmError(RsmError.INSUFFICIENT_MEM, () -> controller.createExport(memory, PAGE));
    first.destroy();
    exported();
  }

  @Test
  void localMemoryCountsInWholePages() {
    configure(Configuration.NO_LIMIT, 2 * PAGE, 0);
    SegmentAccount account = new SegmentAccount(driver.attributes, quotas);
    account.reserveMemory(1, "test");
    account.reserveMemory(PAGE, "test");
    assertRsmError(RsmError.INSUFFICIENT_MEM, () -> account.reserveMemory(1, "test"));
    assertRsmError(RsmError.INSUFFICIENT_MEM, this::exported);
    account.releaseMemory(1);
    account.releaseMemory(PAGE);
    assertRsmError(RsmError.INSUFFICIENT_MEM, () -> account.reserveMemory(Long.MAX_VALUE, "test"));
    account.reserveMemory(PAGE + 1, "test");
  }

  @Test
  void loweredLimitRefusesOnlyWhatIsNew() {
    ExportSegment first = published();
    ImportSegment imported = ready();
    configure(1, PAGE, 0);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, this::exported);
    imported.put64(0, 5);
    assertEquals(5, imported.get64(0));
    limitSegments(3);
    exported();
    configure(4, LENGTH, 0);
    assertRsmError(RsmError.INSUFFICIENT_MEM, this::exported);
    first.destroy();
    assertRsmError(RsmError.INSUFFICIENT_MEM, this::exported);
  }

  @Test
  void connectionsPerSegmentFollowTheConfiguration() {
    configure(Configuration.NO_LIMIT, Configuration.NO_LIMIT, 1);
    published();
    ImportSegment first = connected(Permission.READ);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> connected(Permission.READ));
    configure(Configuration.NO_LIMIT, Configuration.NO_LIMIT, 2);
    connected(Permission.READ);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> connected(Permission.READ));
    first.disconnect();
    connected(Permission.READ);
    limitSegments(Configuration.NO_LIMIT);
    connected(Permission.READ);
  }

  @Test
  void segmentIdFileFollowsTheConfiguration() {
    assertEquals(Configuration.DEFAULT_SEGMENT_ID_FILE, rsm.segmentIdFile());
    var other = Configuration.DEFAULT_SEGMENT_ID_FILE.resolveSibling("other");
    quotas.configure(new Configuration(1, 1, 0, other));
    assertEquals(other, rsm.segmentIdFile());
  }

  @Test
  void instancesOverOneAccountShareItsLimits() {
    limitSegments(1);
    try (Library second = new Library(source, quotas);
        Library alone = new Library(source, new Quotas(Configuration.DEFAULT))) {
      exported();
      assertRsmError(
          RsmError.INSUFFICIENT_RESOURCES,
          () -> second.controller("mem0").createExport(memory, LENGTH));
      alone.controller("mem0").createExport(memory, LENGTH);
    }
  }

  @Test
  void limitsOfTheDriverForExports() {
    RsmController other =
        limited(new ControllerAttributes(15, 15, PAGE, LENGTH, 2 * LENGTH, 3, 0, 0, 0));
    ExportSegment first = other.createExport(memory, LENGTH);
    assertRsmError(RsmError.BAD_LENGTH, () -> other.createExport(memory, LENGTH + PAGE));
    other.createExport(memory, LENGTH);
    RsmException thrown =
        assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> other.createExport(memory, PAGE));
    assertTrue(thrown.getMessage().contains("totalExportSegmentSize=32768"), thrown.getMessage());
    first.destroy();
    other.createExport(memory, PAGE);
    other.createExport(memory, PAGE);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> other.createExport(memory, PAGE));
    exported();
  }

  @Test
  void limitOfTheDriverForImports() {
    RsmController other = limited(new ControllerAttributes(15, 15, PAGE, 0, 0, 0, 0, 0, 1));
    published();
    ImportSegment imported = other.connect(MemoryDriver.NODE, ID, Permission.READ);
    assertRsmError(
        RsmError.INSUFFICIENT_RESOURCES,
        () -> other.connect(MemoryDriver.NODE, ID, Permission.READ));
    imported.disconnect();
    other.connect(MemoryDriver.NODE, ID, Permission.READ);
  }

  @Test
  void limitsOfTheDriverForMappings() {
    RsmController other =
        limited(new ControllerAttributes(15, 15, PAGE, 0, 0, 0, 2 * PAGE, 3 * PAGE, 0));
    published();
    ImportSegment first = other.connect(MemoryDriver.NODE, ID, Permission.READ);
    ImportSegment second = other.connect(MemoryDriver.NODE, ID, Permission.READ);
    assertRsmError(RsmError.MAP_FAILED, () -> first.map(Permission.READ, 0, 2 * PAGE + 1));
    first.map(Permission.READ, 0, PAGE + 1);
    assertRsmError(RsmError.MAP_FAILED, () -> second.map(Permission.READ, 0, PAGE + 1));
    assertRsmError(RsmError.SEG_NOT_MAPPED, second::unmap);
    second.map(Permission.READ, 0, PAGE);
    first.unmap();
    second.unmap();
    second.map(Permission.READ, 0, 2 * PAGE);
    second.close();
    first.map(Permission.READ, 0, 2 * PAGE);
  }

  @Test
  void mappingThatFailsTakesNothing() {
    RsmController other = limited(new ControllerAttributes(15, 15, PAGE, 0, 0, 0, 0, LENGTH, 0));
    published();
    ImportSegment imported = other.connect(MemoryDriver.NODE, ID, Permission.READ);
    driver.mapping = false;
    assertRsmError(RsmError.MAP_FAILED, () -> imported.map(Permission.READ, 0, LENGTH));
    driver.mapping = true;
    imported.map(Permission.READ, 0, LENGTH);
  }
}
