// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.Netlist;

/** Networks in which each node has a cable to each other one, or several. */
public final class Mesh {

  private static final int LINKS_PER_WCI = 3;

  private Mesh() {}

  /**
   * Returns the configuration of all nodes.
   *
   * @param nodes how many; they are cnodes from 0 on
   * @param planes how many WCIs carry the traffic between two nodes: 1, or 2 for stripes
   * @param version of the configuration
   */
  static List<ControllerConfiguration> configurations(int nodes, int planes, long version) {
    StringBuilder cables = new StringBuilder();
    int wcisPerPlane = (nodes - 1 + LINKS_PER_WCI - 1) / LINKS_PER_WCI;
    for (int plane = 0; plane < planes; plane++) {
      for (int one = 0; one < nodes; one++) {
        for (int other = one + 1; other < nodes; other++) {
          cables.append(end(one, other, plane * wcisPerPlane)).append('=');
          cables.append(end(other, one, plane * wcisPerPlane)).append('\n');
        }
      }
    }
    return List.copyOf(Netlist.read(cables.toString(), "mesh").configurations(version).values());
  }

  private static String end(int node, int far, int firstWci) {
    int cable = far < node ? far : far - 1;
    return "node" + node + "." + (firstWci + cable / LINKS_PER_WCI) + "." + cable % LINKS_PER_WCI;
  }

  /** Writes the configuration of all nodes into a folder. */
  public static Path file(Path folder, int nodes, int planes) throws IOException {
    return Files.writeString(
        folder.resolve("mesh-" + nodes + "-" + planes + ".conf"),
        ConfigurationText.print(configurations(nodes, planes, 1)));
  }
}
