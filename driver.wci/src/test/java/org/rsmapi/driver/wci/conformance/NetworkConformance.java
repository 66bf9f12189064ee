// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rsmapi.driver.wci.Mesh;
import org.rsmapi.driver.wci.NodeProcess;
import org.rsmapi.fabric.FabricName;

/**
 * A network for a run of all rules: the process of the tests is the first node, the second one is a
 * process that some tests start, and the others are there all the time.
 */
final class NetworkConformance implements AutoCloseable {

  private static final String FIXTURE = "org.rsmapi.tck.fixture";
  private static final String PREFIX = "org.rsmapi.wci.";

  private final List<NodeProcess> bystanders = new ArrayList<>();

  private NetworkConformance() {}

  /**
   * Makes the network and the fixture.
   *
   * @param nodes how many
   * @param planes 2 for stripes, else 1
   */
  static NetworkConformance make(Path folder, int nodes, int planes) throws IOException {
    String namespace = "wci-tck-" + ProcessHandle.current().pid();
    Path configuration = Mesh.file(folder, nodes, planes);
    String fixture =
        """
        driver = RSMAPI Sun Fire Link driver, %1$d nodes, %2$d stripes
        controller = wrsm0
        property.org.rsmapi.fabric.namespace = %3$s
        property.org.rsmapi.wci.configuration = %4$s
        property.org.rsmapi.wci.node = 0
        property.org.rsmapi.wci.cmmuEntries = 4096
        endpoint.node1.controller = wrsm0
        endpoint.node1.command = ${java}
        endpoint.node1.property.org.rsmapi.wci.node = 1
        absent.rebind = the hardware does not exchange memory that other nodes may be using
        absent.mixed-endian = the nodes of a network are processes of one host
        absent.second-process = a process is a node, so that no node has a second one
        """
            .formatted(nodes, planes, namespace, configuration);
    Path file = Files.writeString(folder.resolve("fixture.properties"), fixture);
    System.setProperty(FIXTURE, file.toString());
    NetworkConformance network = new NetworkConformance();
    boolean done = false;
    try {
      for (int node = 2; node < nodes; node++) {
        network.bystanders.add(
            NodeProcess.start(
                Map.of(
                    FabricName.NAMESPACE_PROPERTY,
                    namespace,
                    PREFIX + "configuration",
                    configuration.toString(),
                    PREFIX + "node",
                    Integer.toString(node))));
      }
      done = true;
      return network;
    } finally {
      if (!done) {
        network.close();
      }
    }
  }

  @Override
  public void close() {
    System.clearProperty(FIXTURE);
    bystanders.forEach(NodeProcess::close);
  }
}
