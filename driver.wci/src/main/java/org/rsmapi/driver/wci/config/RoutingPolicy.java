// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.List;

/**
 * How the traffic to a node is to go.
 *
 * @param cnode the node
 * @param routes in the order of preference
 * @param wcisBalanced whether all WCIs have to use as many links
 * @param stripingImportant whether the route with the most stripes wins, and not the first
 * @param forwardingSlices empty if nothing is forwarded
 */
public record RoutingPolicy(
    int cnode,
    List<PreferredRoute> routes,
    boolean wcisBalanced,
    boolean stripingImportant,
    List<Integer> forwardingSlices) {

  /** Makes it independent of the lists that are passed. */
  public RoutingPolicy {
    routes = List.copyOf(routes);
    forwardingSlices = List.copyOf(forwardingSlices);
  }

  /**
   * One way to go.
   *
   * @param stripingLevel how many links at most, over all WCIs
   * @param method how
   * @param via which WCIs
   * @param switches cnodes on the way, for {@link RoutingMethod#PASSTHROUGH}
   */
  public record PreferredRoute(
      int stripingLevel, RoutingMethod method, Via via, List<Integer> switches) {

    /** Makes it independent of the list that is passed. */
    public PreferredRoute {
      switches = List.copyOf(switches);
    }
  }

  /** Which WCIs a route uses. */
  public sealed interface Via {}

  /**
   * One WCI.
   *
   * @param port its Safari port id
   */
  public record UseWci(int port) implements Via {}

  /**
   * All WCIs of a stripe group.
   *
   * @param id of the group
   */
  public record UseGroup(int id) implements Via {}

  /** How a packet finds its node. */
  public enum RoutingMethod {
    /** Over the links of the WCI. */
    MULTIHOP,
    /** Forwarded by nodes in between. */
    PASSTHROUGH
  }
}
