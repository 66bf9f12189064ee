// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.FabricName;
import org.rsmapi.spi.DriverExport;

/** What exporting takes of the CMMU. */
class CmmuTest {

  private static final SegmentId FIRST = SegmentId.of(0x8000_0001L);
  private static final SegmentId SECOND = SegmentId.of(0x8000_0002L);
  private static final long ENTRIES = 8;

  private TestNode node;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    System.setProperty(
        FabricName.NAMESPACE_PROPERTY, "wci-" + ProcessHandle.current().pid() + "-cmmu");
    Map<String, String> settings = Map.of(WciSettings.CMMU_ENTRIES, Long.toString(ENTRIES));
    node = TestNode.open(Mesh.file(folder, 2, 1), 0, settings);
  }

  @AfterEach
  void close() {
    node.close();
    System.clearProperty(FabricName.NAMESPACE_PROPERTY);
  }

  private long free() {
    return node.view().controller().freeCmmuEntries();
  }

  @Test
  void publishedSegmentsTakeTheirPagesAndTwoMore() {
    DriverExport export = node.create(node.memory(3));
    assertEquals(ENTRIES, free());
    SegmentId ignored = export.publish(FIRST, TestNode.EVERYBODY);
    assertEquals(ENTRIES - 5, free());
    export.unpublish();
    assertEquals(ENTRIES, free());
    export.unpublish();
    export.destroy();
    assertEquals(ENTRIES, free());
  }

  @Test
  void segmentThatDoesNotFitIsRefusedUntilAnotherEnds() {
    DriverExport first = node.publish(FIRST, node.memory(3));
    DriverExport second = node.create(node.memory(2));
    RsmException failure =
        assertThrows(RsmException.class, () -> second.publish(SECOND, TestNode.EVERYBODY));
    assertEquals(RsmError.INSUFFICIENT_RESOURCES, failure.error());
    assertEquals(ENTRIES - 5, free());
    first.destroy();
    SegmentId ignored = second.publish(SECOND, TestNode.EVERYBODY);
    assertEquals(ENTRIES - 4, free());
  }

  @Test
  void idThatIsInUseCostsNothing() {
    DriverExport first = node.publish(FIRST, node.memory(1));
    DriverExport second = node.create(node.memory(1));
    assertThrows(RsmException.class, () -> second.publish(FIRST, TestNode.EVERYBODY));
    assertEquals(ENTRIES - 3, free());
    first.destroy();
    assertEquals(ENTRIES, free());
  }

  @Test
  void attributesAreThoseOfTheHardware() {
    ControllerAttributes all = WciLimits.attributes(4096, Cmmu.ENTRIES);
    assertEquals(0x40, all.directAccessSizes());
    assertEquals(0x4F, all.atomicSizes());
    assertEquals(8192, all.pageSize());
    assertEquals((4L << 30) - 8192, all.maxExportSegmentSize());
    assertEquals(4L << 30, all.totalExportSegmentSize());
    assertEquals(0x80000, all.maxExportSegments());
    assertEquals(128L << 30, all.maxImportMapSize());
    assertEquals(3488L << 30, all.totalImportMapSize());
    assertEquals(0x1B400000, all.maxImportSegments());
    assertEquals(ENTRIES * 8192, node.controller().attributes().maxExportSegmentSize());
  }
}
