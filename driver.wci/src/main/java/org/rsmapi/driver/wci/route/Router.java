// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.config.RoutingPolicy;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.StripeGroup;
import org.rsmapi.driver.wci.route.Route.WciRoute;

/**
 * Chooses the way to each node: of the routes that its policy prefers, one that the links allow.
 * Only which links are up matters, not in which order they came up.
 */
public final class Router {

  private final ControllerConfiguration configuration;

  /** Makes a router for the node that a configuration belongs to. */
  public Router(ControllerConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Returns a route for every member, in the order of cnodes, also for those out of reach.
   *
   * @param up the links that carry traffic; any that are not configured are passed over
   */
  public Map<Integer, Route> routes(Set<LinkId> up) {
    Map<Integer, Route> routes = new LinkedHashMap<>();
    for (Member member : configuration.members()) {
      routes.put(member.cnode(), route(member.cnode(), up));
    }
    return Collections.unmodifiableMap(routes);
  }

  private Route route(int cnode, Set<LinkId> up) {
    if (cnode == configuration.localCnode()) {
      return new Route(cnode, true, List.of());
    }
    return configuration
        .policy(cnode)
        .flatMap(policy -> choose(policy, up))
        .orElseGet(() -> new Route(cnode, false, List.of()));
  }

  private Optional<Route> choose(RoutingPolicy policy, Set<LinkId> up) {
    Stream<Route> viable =
        policy.routes().stream()
            // Nothing is forwarded: the driver that Sun shipped had that disabled as well.
            .filter(preferred -> preferred.method() == RoutingMethod.MULTIHOP)
            .map(preferred -> wcis(policy, preferred, up))
            .map(wcis -> new Route(policy.cnode(), false, wcis))
            .filter(Route::isReachable);
    return policy.stripingImportant() ? viable.reduce(Router::moreStripes) : viable.findFirst();
  }

  /** The earlier one if both have as many. */
  private static Route moreStripes(Route earlier, Route later) {
    return later.stripes() > earlier.stripes() ? later : earlier;
  }

  private List<WciRoute> wcis(RoutingPolicy policy, PreferredRoute preferred, Set<LinkId> up) {
    int level = preferred.stripingLevel();
    return switch (preferred.via()) {
      case UseWci(int port) -> wci(port, policy.cnode(), level, up).stream().toList();
      case UseGroup(int id) ->
          configuration.group(id).map(group -> wcis(group, policy, level, up)).orElse(List.of());
    };
  }

  /** All WCIs of a group, or else the one of them that offers most stripes. */
  private List<WciRoute> wcis(StripeGroup group, RoutingPolicy policy, int level, Set<LinkId> up) {
    int linksPerWci = level / group.ports().size();
    List<WciRoute> all =
        group.ports().stream()
            .flatMap(port -> wci(port, policy.cnode(), linksPerWci, up).stream())
            .toList();
    if (all.size() == group.ports().size()) {
      return policy.wcisBalanced() ? balanced(all) : all;
    }
    return group.ports().stream()
        .flatMap(port -> wci(port, policy.cnode(), level, up).stream())
        .reduce((first, next) -> next.links().size() > first.links().size() ? next : first)
        .stream()
        .toList();
  }

  private static List<WciRoute> balanced(List<WciRoute> wcis) {
    int fewest = wcis.stream().mapToInt(wci -> wci.links().size()).min().orElseThrow();
    return wcis.stream()
        .map(wci -> new WciRoute(wci.port(), wci.hops(), wci.links().subList(0, fewest)))
        .toList();
  }

  /** What a WCI contributes, if it reaches the node at all. */
  private Optional<WciRoute> wci(int port, int cnode, int mostLinks, Set<LinkId> up) {
    return configuration
        .wci(port)
        .map(wci -> Multihop.links(wci, cnode, up))
        .map(links -> links.subList(0, Math.clamp(mostLinks, 0, links.size())))
        .filter(links -> !links.isEmpty())
        .map(links -> new WciRoute(port, 1, links));
  }
}
