// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.rsmapi.driver.wci.config.Cabling.Cable;
import org.rsmapi.driver.wci.config.Cabling.End;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.RoutingPolicy.Via;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

/** The configuration that follows from cables for one host. */
final class HostPlan {

  private static final long FIRST_FM_NODE_ID = 0x10;

  /** Drivers talk over a page for each cnode, after two pages with a meaning of their own. */
  private static final long PAGE = 0x2000;

  private static final int RESERVED_PAGES = 2;

  private final Cabling cabling;
  private final NetlistOptions options;
  private final String host;
  private final int cnode;
  private final List<StripeGroup> groups = new ArrayList<>();

  HostPlan(Cabling cabling, NetlistOptions options, String host) {
    this.cabling = cabling;
    this.options = options;
    this.host = host;
    this.cnode = cabling.hosts().indexOf(host);
  }

  ControllerConfiguration configuration(long version) {
    pairWcis();
    return new ControllerConfiguration(
        FIRST_FM_NODE_ID + cnode,
        host,
        options.controller(),
        Limits.PROTOCOL_VERSION,
        version,
        cnode,
        cabling.hosts().stream().map(this::member).toList(),
        cabling.ports(host).stream().map(this::wci).toList(),
        cabling.hosts().stream().map(this::policy).toList(),
        groups);
  }

  private Member member(String name) {
    int id = cabling.hosts().indexOf(name);
    int slice = options.slice(id);
    return new Member(
        id,
        FIRST_FM_NODE_ID + id,
        name,
        List.of(slice),
        List.of(options.slice(cnode)),
        page(id),
        slice,
        page(cnode));
  }

  private static long page(int id) {
    return (RESERVED_PAGES + id) * PAGE;
  }

  private Wci wci(int port) {
    Set<String> network = cabling.network(host, port);
    List<String> numbered = cabling.hosts().stream().filter(network::contains).toList();
    List<Reachable> reachable =
        Stream.concat(Stream.of(host), cabling.reached(host, port, options.multihop()).stream())
            .map(name -> reachable(name, numbered.indexOf(name)))
            .sorted(Comparator.comparingInt(Reachable::wnode))
            .toList();
    List<Cable> cables = cabling.cables(host, port);
    return new Wci(
        port,
        numbered.indexOf(host),
        gnid(host),
        reachable,
        sharesFarEnd(cables),
        topology(network),
        cables.stream().map(this::link).toList());
  }

  private Reachable reachable(String name, int wnode) {
    return new Reachable(wnode, gnid(name), cabling.hosts().indexOf(name));
  }

  private Link link(Cable cable) {
    End far = cable.b();
    return new Link(cable.a().link(), gnid(far.node()), far.link(), far.wci());
  }

  private int gnid(String name) {
    return cabling.isSwitch(name)
        ? Limits.FIRST_SWITCH_GNID + cabling.switches().indexOf(name)
        : options.gnid(cabling.hosts().indexOf(name));
  }

  private static boolean sharesFarEnd(List<Cable> cables) {
    Set<End> far = new HashSet<>();
    return cables.stream()
        .anyMatch(cable -> !far.add(new End(cable.b().node(), cable.b().wci(), 0)));
  }

  private TopologyType topology(Set<String> network) {
    long switches = network.stream().filter(cabling::isSwitch).count();
    if (switches == 0) {
      return TopologyType.DISTRIBUTED_SWITCH;
    }
    return switches == 1 ? TopologyType.CENTRAL_SWITCH : TopologyType.SAN_SWITCH;
  }

  /** Makes groups of two WCIs that reach the same host, as far as no WCI is in two of them. */
  private void pairWcis() {
    for (String other : cabling.hosts()) {
      List<Integer> ports = portsTo(other);
      if (groupWithin(ports).isEmpty()) {
        List<Integer> free =
            ports.stream()
                .filter(port -> groups.stream().noneMatch(group -> group.ports().contains(port)))
                .toList();
        if (free.size() >= 2) {
          groups.add(new StripeGroup(groups.size(), free.subList(0, 2)));
        }
      }
    }
  }

  private Optional<StripeGroup> groupWithin(List<Integer> ports) {
    return groups.stream().filter(group -> ports.containsAll(group.ports())).findFirst();
  }

  /** Returns the WCIs that reach another host; none for this one. */
  private List<Integer> portsTo(String other) {
    return cabling.portsTo(host, other, options.multihop());
  }

  private RoutingPolicy policy(String other) {
    List<PreferredRoute> routes = new ArrayList<>();
    if (other.equals(host)) {
      cabling.ports(host).forEach(port -> routes.add(multihop(1, new UseWci(port))));
    } else if (portsTo(other).isEmpty()) {
      routes.addAll(passthrough(other));
    } else {
      int links = options.linksPerWci();
      groupWithin(portsTo(other))
          .ifPresent(group -> routes.add(multihop(2 * links, new UseGroup(group.id()))));
      portsTo(other).forEach(port -> routes.add(multihop(links, new UseWci(port))));
    }
    return new RoutingPolicy(
        cabling.hosts().indexOf(other), routes, false, true, forwardingSlices(other));
  }

  private static PreferredRoute multihop(int level, Via via) {
    return new PreferredRoute(level, RoutingMethod.MULTIHOP, via, List.of());
  }

  private List<PreferredRoute> passthrough(String other) {
    List<String> between = cabling.between(host, other, options.multihop());
    List<Integer> switches = between.stream().map(cabling.hosts()::indexOf).toList();
    return portsTo(between.getFirst()).stream()
        .map(port -> new PreferredRoute(1, RoutingMethod.PASSTHROUGH, new UseWci(port), switches))
        .toList();
  }

  /** Returns the slice of a host to which this one forwards what others send. */
  private List<Integer> forwardingSlices(String other) {
    boolean forwards =
        options.passthrough()
            && cabling.hosts().stream()
                .filter(source -> !source.equals(other))
                .filter(source -> cabling.portsTo(source, other, options.multihop()).isEmpty())
                .anyMatch(
                    source -> cabling.between(source, other, options.multihop()).contains(host));
    return forwards ? List.of(options.slice(cabling.hosts().indexOf(other))) : List.of();
  }
}
