// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.config.Wci;
import org.rsmapi.driver.wci.route.Route;

/** The list of a route, named after the host that it leads to. */
final class RouteStatistics {

  /** Passthrough routes are 1; as shipped, there are none. */
  private static final long MULTIHOP = 0;

  private RouteStatistics() {}

  static Kstat of(NetworkView node, ControllerConfiguration configuration, Member member) {
    Route route = node.routes().get(member.cnode());
    List<Route.WciRoute> wcis = route == null ? List.of() : route.wcis();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("config-version", configuration.version());
    values.put("route-type", MULTIHOP);
    values.put("num_wcis", (long) wcis.size());
    values.put("num_stripes", route == null ? 0L : (long) route.stripes());
    values.put("num_changes", node.routeChanges(member.cnode()));
    values.put("cnodeid", (long) member.cnode());
    values.put("fmnodeid", member.fmNodeId());
    for (int i = 0; i < wcis.size(); i++) {
      addWci(values, configuration, "route" + i + "_", wcis.get(i));
    }
    return new Kstat(Kstats.WRSM_ROUTE, configuration.controller(), member.hostName(), values);
  }

  private static void addWci(
      Map<String, Object> values,
      ControllerConfiguration configuration,
      String prefix,
      Route.WciRoute route) {
    List<Integer> ports = configuration.wcis().stream().map(Wci::port).toList();
    values.put(prefix + "portid", (long) route.port());
    values.put(prefix + "instance", (long) ports.indexOf(route.port()));
    values.put(prefix + "numhops", (long) route.hops());
    values.put(prefix + "numlinks", (long) route.links().size());
    for (int j = 0; j < route.links().size(); j++) {
      int number = route.links().get(j);
      long gnid =
          configuration
              .wci(route.port())
              .flatMap(wci -> wci.link(number))
              .map(link -> (long) link.remoteGnid())
              .orElse(-1L);
      values.put(prefix + "linkid" + j, (long) number);
      values.put(prefix + "nodeid" + j, firstHop(configuration, route.port(), gnid));
      values.put(prefix + "gnid" + j, gnid);
    }
  }

  /** Returns the cnode at the other end of a link, -1 if a switch is there. */
  private static long firstHop(ControllerConfiguration configuration, int port, long gnid) {
    return configuration.wci(port).stream()
        .flatMap(wci -> wci.reachable().stream())
        .filter(reachable -> reachable.gnid() == gnid)
        .mapToLong(Wci.Reachable::cnode)
        .findFirst()
        .orElse(-1);
  }
}
