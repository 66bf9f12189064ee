// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.route.Router;
import org.rsmapi.driver.wci.transfer.RouteState;

/** The routes of this node to all members, and how they change. */
final class Routing {

  /**
   * A change of the routes.
   *
   * @param found members that are in reach from now on
   * @param lost members that were in reach
   * @param unconfigured those that the configuration has no more
   */
  record Change(List<Integer> found, List<Integer> lost, List<Integer> unconfigured) {}

  private final RouteState state = new RouteState();
  private final Map<Integer, Long> changes = new ConcurrentHashMap<>();

  private Router router;
  private volatile Map<Integer, Route> routes;

  Routing(ControllerConfiguration configuration) {
    router = new Router(configuration);
    routes = router.routes(Set.of());
  }

  RouteState state() {
    return state;
  }

  Map<Integer, Route> routes() {
    return routes;
  }

  /** Returns the route to a node; one that does not reach if it is no member. */
  Route to(int cnode) {
    Route route = routes.get(cnode);
    return route == null ? new Route(cnode, false, List.of()) : route;
  }

  long changes(int cnode) {
    return changes.getOrDefault(cnode, 0L);
  }

  /** Goes by another configuration with the next {@link #update}. */
  synchronized void reconfigure(ControllerConfiguration next) {
    router = new Router(next);
  }

  /**
   * Has the routes be what the links allow.
   *
   * @param adopt takes over each route that is another one, while they change
   */
  synchronized Change update(Set<LinkId> up, Consumer<Route> adopt) {
    Map<Integer, Route> before = routes;
    Map<Integer, Route> after = router.routes(up);
    if (!after.equals(before)) {
      state.during(() -> adopt(before, after, adopt));
    }
    return new Change(
        after.keySet().stream()
            .filter(cnode -> isReached(after, cnode) && !isReached(before, cnode))
            .toList(),
        before.keySet().stream()
            .filter(cnode -> isReached(before, cnode) && !isReached(after, cnode))
            .toList(),
        before.keySet().stream().filter(cnode -> !after.containsKey(cnode)).toList());
  }

  private static boolean isReached(Map<Integer, Route> routes, int cnode) {
    Route route = routes.get(cnode);
    return route != null && route.isReachable();
  }

  private void adopt(Map<Integer, Route> before, Map<Integer, Route> after, Consumer<Route> adopt) {
    routes = after;
    for (Route route : after.values()) {
      if (!Objects.equals(route, before.get(route.cnode()))) {
        changes.merge(route.cnode(), 1L, Long::sum);
        adopt.accept(route);
      }
    }
    for (int cnode : before.keySet()) {
      if (!after.containsKey(cnode)) {
        adopt.accept(to(cnode));
      }
    }
  }

  /** Changes nothing, as if routes had changed. */
  void touch() {
    state.during(() -> {});
  }
}
