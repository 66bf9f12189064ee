// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A WCI of this node.
 *
 * @param port the Safari port id, which names it within the host
 * @param wnode its number within its sub-network, 0 to 15
 * @param gnid this node at the ends of its links, 0 to 15
 * @param reachable the nodes of the sub-network
 * @param routeMapStriping whether two links to one node share the traffic
 * @param topology how it is cabled
 * @param links sorted by number
 */
public record Wci(
    int port,
    int wnode,
    int gnid,
    List<Reachable> reachable,
    boolean routeMapStriping,
    TopologyType topology,
    List<Link> links) {

  /** Sorts the links. */
  public Wci {
    reachable = List.copyOf(reachable);
    links = links.stream().sorted(Comparator.comparingInt(Link::number)).toList();
  }

  /** Returns the link with a number, if it is configured. */
  public Optional<Link> link(int number) {
    return links.stream().filter(link -> link.number() == number).findFirst();
  }

  /**
   * A node that a WCI reaches.
   *
   * @param wnode its number within the sub-network
   * @param gnid its id at the ends of links
   * @param cnode its id in the network
   */
  public record Reachable(int wnode, int gnid, int cnode) {}

  /**
   * A link, with what has to be at the other end.
   *
   * @param number 0 to 2
   * @param remoteGnid the node; from 16 on a switch
   * @param remoteLink the number that the link has there
   * @param remotePort the WCI there
   */
  public record Link(int number, int remoteGnid, int remoteLink, int remotePort) {}

  /** How WCIs are cabled. */
  public enum TopologyType {
    /** Through one switch. */
    CENTRAL_SWITCH,
    /** Each to each. */
    DISTRIBUTED_SWITCH,
    /** Through a network of switches. */
    SAN_SWITCH
  }
}
