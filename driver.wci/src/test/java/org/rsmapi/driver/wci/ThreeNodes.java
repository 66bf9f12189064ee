// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.fabric.FabricName;

/**
 * A network of three nodes in one process, with two WCIs between each two: the importer with the
 * library as an application has it, and two others that export.
 */
final class ThreeNodes implements AutoCloseable {

  static final int EXPORTER = 1;
  static final int BYSTANDER = 2;

  /** Links of the importer to the exporter. */
  static final LinkId FIRST = new LinkId(0, 0);

  static final LinkId SECOND = new LinkId(1, 0);

  /** Links of the importer to the bystander. */
  static final List<LinkId> ELSEWHERE = List.of(new LinkId(0, 1), new LinkId(1, 1));

  private static final long PATIENCE_SECONDS = 30;
  private static final long PAUSE_NANOS = 200_000;

  private final Map<String, String> properties = new HashMap<>();
  private final TestNode exporter;
  private final TestNode bystander;
  private final Rsm rsm;
  private final RsmController controller;
  private final WciNode importer;

  private ThreeNodes(Path folder, Map<String, String> settings) throws IOException {
    properties.put(
        FabricName.NAMESPACE_PROPERTY, "wci-" + ProcessHandle.current().pid() + "-three");
    Path file = Mesh.file(folder, 3, 2);
    TestNode.settings(file, 0).forEach((name, value) -> set(name, value));
    settings.forEach(this::set);
    properties.forEach(System::setProperty);
    exporter = TestNode.open(file, EXPORTER, settings);
    bystander = TestNode.open(file, BYSTANDER, settings);
    rsm = Rsm.load();
    controller = rsm.controller("wrsm0");
    importer = Networks.OF_PROCESS.enter(0);
    await("routes", () -> stripes(EXPORTER) == 2 && stripes(BYSTANDER) == 2);
  }

  private void set(String name, String value) {
    properties.put(WciSettings.PREFIX + name, value);
  }

  /** Opens the network. */
  static ThreeNodes open(Path folder, Map<String, String> settings) throws IOException {
    return new ThreeNodes(folder, settings);
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadline < 0, () -> "no " + what);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  TestNode exporter() {
    return exporter;
  }

  NodeView importer() {
    return new NodeView(importer, new NodeCommands(importer));
  }

  /** Returns how many ways lead from the importer to a node. */
  int stripes(int cnode) {
    return importer().routes().get(cnode).stripes();
  }

  ImportSegment connect(SegmentId id) {
    return connect(EXPORTER, id);
  }

  ImportSegment connect(int cnode, SegmentId id) {
    return controller.connect(NodeId.of(cnode), id, Permission.RDWR);
  }

  void pull(LinkId link) {
    importer().commands().setCable(link, false);
  }

  void plug(LinkId link) {
    importer().commands().setCable(link, true);
  }

  /** Pulls the links to the exporter, until everybody knows. */
  void loseExporter() {
    pull(FIRST);
    pull(SECOND);
    await("loss", () -> !importer().routes().get(EXPORTER).isReachable());
  }

  /** Plugs them in again, until both sides have all stripes. */
  void findExporter() {
    plug(FIRST);
    plug(SECOND);
    await("route", () -> stripes(EXPORTER) == 2);
    await("route back", () -> exporter.view().routes().get(0).stripes() == 2);
  }

  @Override
  public void close() {
    rsm.close();
    Networks.OF_PROCESS.leave(importer);
    bystander.close();
    exporter.close();
    properties.keySet().forEach(System::clearProperty);
  }
}
