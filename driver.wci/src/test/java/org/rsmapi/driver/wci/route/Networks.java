// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.config.RoutingPolicy;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.RoutingPolicy.Via;
import org.rsmapi.driver.wci.config.StripeGroup;
import org.rsmapi.driver.wci.config.Wci;
import org.rsmapi.driver.wci.route.Route.WciRoute;

/** Networks seen from cnode 0. The node with cnode n has wnode n and gnid n everywhere. */
final class Networks {

  static final int SWITCH = 16;

  private final int members;
  private final List<Wci> wcis = new ArrayList<>();
  private final List<StripeGroup> groups = new ArrayList<>();
  private final List<RoutingPolicy> policies = new ArrayList<>();

  private Networks(int members) {
    this.members = members;
  }

  static Networks of(int members) {
    return new Networks(members);
  }

  /** Two nodes, WCIs 4 and 5 with two links each, all of them wanted together. */
  static Networks twoByTwo() {
    return of(2)
        .wci(4, true, 1, 1)
        .wci(5, true, 1, 1)
        .group(0, 4, 5)
        .policy(1, true, false, viaGroup(4, 0), viaWci(2, 4), viaWci(2, 5));
  }

  /** Adds a WCI whose links end at these gnids. */
  Networks wci(int port, boolean striping, int... gnids) {
    List<Wci.Reachable> reachable =
        IntStream.range(0, members).mapToObj(node -> new Wci.Reachable(node, node, node)).toList();
    List<Wci.Link> links =
        IntStream.range(0, gnids.length)
            .mapToObj(number -> new Wci.Link(number, gnids[number], number, port))
            .toList();
    wcis.add(new Wci(port, 0, 0, reachable, striping, Wci.TopologyType.DISTRIBUTED_SWITCH, links));
    return this;
  }

  Networks group(int id, Integer... ports) {
    groups.add(new StripeGroup(id, List.of(ports)));
    return this;
  }

  Networks policy(int cnode, boolean important, boolean balanced, PreferredRoute... routes) {
    policies.add(new RoutingPolicy(cnode, List.of(routes), balanced, important, List.of()));
    return this;
  }

  static PreferredRoute viaWci(int level, int port) {
    return route(level, new UseWci(port));
  }

  static PreferredRoute viaGroup(int level, int id) {
    return route(level, new UseGroup(id));
  }

  private static PreferredRoute route(int level, Via via) {
    return new PreferredRoute(level, RoutingMethod.MULTIHOP, via, List.of());
  }

  ControllerConfiguration configuration() {
    List<Member> nodes =
        IntStream.range(0, members)
            .mapToObj(
                node ->
                    new Member(
                        node, 16 + node, "node" + node, List.of(), List.of(), 0, 161 + node, 0))
            .toList();
    return new ControllerConfiguration(16, "node0", 0, 2, 1, 0, nodes, wcis, policies, groups);
  }

  Router router() {
    return new Router(configuration());
  }

  /** Returns the route to a node while these links are up, such as "4.0 4.1 5.0". */
  Route route(int cnode, String up) {
    Route route = router().routes(links(up)).get(cnode);
    if (route == null) {
      throw new AssertionError("no route to cnode " + cnode + ", not even one out of reach");
    }
    return route;
  }

  /** Returns the links to a node in the order of stripes while these are up. */
  String paths(int cnode, String up) {
    return route(cnode, up).paths().stream().map(LinkId::toString).collect(Collectors.joining(" "));
  }

  static Set<LinkId> links(String text) {
    return Stream.of(text.split(" "))
        .filter(link -> !link.isEmpty())
        .map(link -> link.split("\\."))
        .map(parts -> new LinkId(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns a route over WCIs 4, 5 and so on that use so many links each. */
  static Route routeOver(Integer... linksOfWcis) {
    return routeOver(Arrays.asList(linksOfWcis));
  }

  static Route routeOver(List<Integer> linksOfWcis) {
    List<WciRoute> wcis =
        IntStream.range(0, linksOfWcis.size())
            .mapToObj(
                index ->
                    new WciRoute(
                        4 + index, 1, IntStream.range(0, linksOfWcis.get(index)).boxed().toList()))
            .toList();
    return new Route(1, false, wcis);
  }
}
