// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.FabricName;

/** A node dies with its process, and another process takes its place. */
class NodeDeathTest {

  private static final long ID = 0x40_0001L;
  private static final String NAMESPACE = "wci-" + ProcessHandle.current().pid() + "-death";

  private static NodeProcess start(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((name, value) -> properties.put(WciSettings.PREFIX + name, value));
    properties.put(FabricName.NAMESPACE_PROPERTY, NAMESPACE);
    properties.put(NodeProcess.PUBLISH, Long.toString(ID));
    return NodeProcess.start(properties);
  }

  private static ImportSegment connect(RsmController controller) {
    return controller.connect(NodeId.of(1), SegmentId.of(ID), Permission.RDWR);
  }

  @Test
  void nodeThatIsKilledIsLostUntilAnotherProcessIsIt(@TempDir Path folder) throws Exception {
    Path file = Mesh.file(folder, 2, 2);
    Map<String, String> own = TestNode.settings(file, 0);
    System.setProperty(FabricName.NAMESPACE_PROPERTY, NAMESPACE);
    own.forEach((name, value) -> System.setProperty(WciSettings.PREFIX + name, value));
    try (NodeProcess exporter = start(TestNode.settings(file, 1));
        Rsm rsm = Rsm.load();
        RsmController controller = rsm.controller("wci0")) {
      assertEquals("wrsm0", controller.name());
      ImportSegment imported = connect(controller);
      imported.initBarrier();
      imported.put64(0, 4711);
      assertEquals(4711, imported.get64(0));
      exporter.kill();
      ThreeNodes.await("loss", () -> codeOf(() -> imported.put64(0, 1)) == RsmError.CONN_ABORTED);
      ThreeNodes.await(
          "lost route",
          () -> codeOf(() -> connect(controller)) == RsmError.REMOTE_NODE_UNREACHABLE);
      try (NodeProcess successor = start(TestNode.settings(file, 1))) {
        ImportSegment fresh = connect(controller);
        fresh.initBarrier();
        fresh.put64(0, 4712);
        assertEquals(4712, fresh.get64(0));
        assertEquals(RsmError.CONN_ABORTED, codeOf(() -> imported.get64(0)));
        assertEquals(RsmError.CTLR_NOT_PRESENT, codeOf(() -> second(file)));
        successor.kill();
      }
    } finally {
      own.keySet().forEach(name -> System.clearProperty(WciSettings.PREFIX + name));
      System.clearProperty(FabricName.NAMESPACE_PROPERTY);
    }
  }

  /** One process is a node, and no other one. */
  private static void second(Path file) {
    TestNode.open(file, 1, Map.of()).close();
  }

  private static RsmError codeOf(Runnable call) {
    try {
      call.run();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }

  @Test
  void nodeThatIsTakenIsNamed(@TempDir Path folder) throws Exception {
    Path file = Mesh.file(folder, 2, 1);
    System.setProperty(FabricName.NAMESPACE_PROPERTY, NAMESPACE);
    try (TestNode first = TestNode.open(file, 1, Map.of())) {
      RsmException failure = assertThrows(RsmException.class, () -> second(file));
      assertEquals(RsmError.CTLR_NOT_PRESENT, failure.error());
      assertEquals(1, first.node().cnode());
    } finally {
      System.clearProperty(FabricName.NAMESPACE_PROPERTY);
    }
  }
}
