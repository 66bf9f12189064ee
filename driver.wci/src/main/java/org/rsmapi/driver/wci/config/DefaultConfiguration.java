// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

/** What a controller starts with if nobody configures it: two nodes with two WCIs of two links. */
public final class DefaultConfiguration {

  private static final long VERSION = 1;
  private static final int LINKS_PER_WCI = 2;

  private static final String CABLES =
      """
      node0.4.0=node1.4.0
      node0.4.1=node1.4.1
      node0.5.0=node1.5.0
      node0.5.1=node1.5.1
      -controller\s""";

  private DefaultConfiguration() {}

  /**
   * Returns the default configuration.
   *
   * @param controller 0 to 15
   * @param cnode 0 for "node0" or 1 for "node1"
   * @return what this node knows of the network
   * @throws IllegalArgumentException if there is no such controller or node
   */
  public static ControllerConfiguration of(int controller, int cnode) {
    return Netlist.read(CABLES + controller, "default configuration")
        .withLinksPerWci(LINKS_PER_WCI)
        .configurations(VERSION)
        .values()
        .stream()
        .filter(configuration -> configuration.localCnode() == cnode)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the default configuration has the cnodes 0 and 1, not " + cnode));
  }
}
