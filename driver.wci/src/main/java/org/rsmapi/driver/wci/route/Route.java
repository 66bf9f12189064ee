// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import java.util.List;
import org.rsmapi.driver.wci.config.LinkId;

/**
 * The way to a node.
 *
 * @param cnode the node
 * @param local whether it is this node, which is reached without a link
 * @param wcis the WCIs that carry the traffic, in the order of the stripes; empty if the node
 *     cannot be reached
 */
public record Route(int cnode, boolean local, List<WciRoute> wcis) {

  /** Makes it independent of the list that is passed. */
  public Route {
    wcis = List.copyOf(wcis);
  }

  /** Tells whether there is a way. */
  public boolean isReachable() {
    return local || !wcis.isEmpty();
  }

  /** Returns how many ways data takes: the links of all WCIs. */
  public int stripes() {
    return wcis.stream().mapToInt(wci -> wci.links().size()).sum();
  }

  /** Returns every link that is used, those of the first WCI first. */
  public List<LinkId> paths() {
    return wcis.stream()
        .flatMap(wci -> wci.links().stream().map(link -> new LinkId(wci.port(), link)))
        .toList();
  }

  /**
   * What one WCI has to do with it.
   *
   * @param port the WCI
   * @param hops 1, or more over forwarding nodes
   * @param links 1 or 2 of its links
   */
  public record WciRoute(int port, int hops, List<Integer> links) {

    /** Makes it independent of the list that is passed. */
    public WciRoute {
      links = List.copyOf(links);
    }
  }
}
