// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import java.util.List;

/**
 * A snapshot of the local controllers and their links to remote controllers.
 *
 * <p>It does not follow later changes and needs no freeing ({@code rsm_free_interconnect_topology}
 * is the garbage collector's work). Loopback is not listed: a node that has loopback alone reports
 * no controllers (rules TOPOLOGY-OK-01, TOPOLOGY-DATA-01).
 *
 * <p>Source: {@code rsm_topology_t}; rsm_get_interconnect_topology(3RSM).
 *
 * @param localNode the id of this node ({@code local_nodeid})
 * @param controllers one entry per local controller; immutable
 */
public record Topology(NodeId localNode, List<LocalController> controllers) {

  /**
   * Makes the snapshot independent of the list that is passed.
   *
   * @param localNode the id of this node
   * @param controllers one entry per local controller
   */
  public Topology {
    controllers = List.copyOf(controllers);
  }

  /**
   * A controller of this node.
   *
   * @param name type and unit, for example {@code sci0}
   * @param hardwareAddress its address on the interconnect
   * @param connections one entry per remote controller; immutable
   */
  public record LocalController(
      String name, long hardwareAddress, List<RemoteController> connections) {

    /**
     * Makes the entry independent of the list that is passed.
     *
     * @param name type and unit
     * @param hardwareAddress its address on the interconnect
     * @param connections one entry per remote controller
     */
    public LocalController {
      connections = List.copyOf(connections);
    }
  }

  /**
   * The far end of a link.
   *
   * @param node the node of the remote controller ({@code remote_nodeid})
   * @param name its name on that node
   * @param hardwareAddress its address on the interconnect
   * @param state the state of the link when the snapshot was taken
   */
  public record RemoteController(
      NodeId node, String name, long hardwareAddress, ConnectionState state) {}
}
