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
import org.rsmapi.Barrier;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.driver.wci.stat.NetworkCommands;

/** A node goes on with another configuration while it is in use. */
class ReconfigurationTest {

  private static final SegmentId ID = SegmentId.of(0x8000_0001L);

  private ThreeNodes network;
  private ImportSegment imported;
  private Barrier barrier;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    network = ThreeNodes.open(folder, Map.of());
    network.exporter().publish(ID, network.exporter().memory(1));
    imported = network.connect(ID);
    barrier = imported.initBarrier();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static void follow(NodeView node, int planes, long version) throws InterruptedException {
    NetworkCommands commands = node.commands();
    int cnode = node.configuration().localCnode();
    commands.replace(Mesh.configurations(3, planes, version).get(cnode));
    commands.install();
    commands.enable();
  }

  @Test
  void linksThatAreConfiguredNoMoreCarryNothing() throws InterruptedException {
    Barrier.Span span = barrier.open();
    follow(network.exporter().view(), 1, 2);
    follow(network.importer(), 1, 2);
    ThreeNodes.await("route", () -> network.stripes(ThreeNodes.EXPORTER) == 1);
    assertEquals(2, network.importer().controller().reconfigurations());
    assertEquals("enabled", network.importer().configurationState());
    assertEquals(2, network.importer().links().size());
    RsmException failure = assertThrows(RsmException.class, barrier::closeBarrier);
    assertEquals(RsmError.BARRIER_FAILURE, failure.error(), () -> "span " + span);
    network.connect(ID).disconnect();
  }

  @Test
  void withoutConfigurationNobodyIsReached() {
    network.importer().commands().remove();
    ThreeNodes.await("loss", () -> !network.importer().routes().containsKey(ThreeNodes.EXPORTER));
    RsmException failure = assertThrows(RsmException.class, () -> network.connect(ID));
    assertEquals(RsmError.REMOTE_NODE_UNREACHABLE, failure.error());
    assertEquals("invalid", network.importer().configurationState());
  }
}
