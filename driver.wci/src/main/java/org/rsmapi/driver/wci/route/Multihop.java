// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import java.util.List;
import java.util.Set;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;

/** Which links of one WCI lead to a node. */
final class Multihop {

  /** Ids at the ends of links from here on name switches. */
  private static final int FIRST_SWITCH = 16;

  private static final int MOST_STRIPES = 2;

  private Multihop() {}

  /**
   * Returns the links that carry the traffic: with striping the two lowest numbers that are up,
   * else the lowest. Whatever else is up is a spare.
   *
   * @return empty if the WCI does not reach the node
   */
  static List<Integer> links(Wci wci, int cnode, Set<LinkId> up) {
    return wci.links().stream()
        .filter(link -> up.contains(new LinkId(wci.port(), link.number())))
        .filter(link -> leadsTo(wci, link, cnode))
        .map(Wci.Link::number)
        .limit(wci.routeMapStriping() ? MOST_STRIPES : 1)
        .toList();
  }

  /** A switch leads to every node of the sub-network. */
  private static boolean leadsTo(Wci wci, Wci.Link link, int cnode) {
    return wci.reachable().stream()
        .filter(node -> node.cnode() == cnode)
        .anyMatch(node -> link.remoteGnid() >= FIRST_SWITCH || link.remoteGnid() == node.gnid());
  }
}
