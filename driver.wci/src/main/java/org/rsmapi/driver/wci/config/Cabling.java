// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which WCI is connected to which.
 *
 * @param hosts in the order of their cnode ids
 * @param switches in the order of their gnids
 * @param cables in the order of the netlist
 */
record Cabling(List<String> hosts, List<String> switches, List<Cable> cables) {

  Cabling {
    hosts = List.copyOf(hosts);
    switches = List.copyOf(switches);
    cables = List.copyOf(cables);
  }

  /** An end of a cable: a link of a WCI of a host, or of a switch. */
  record End(String node, int wci, int link) {
    @Override
    public String toString() {
      return node + "." + wci + "." + link;
    }
  }

  /** A cable. */
  record Cable(End a, End b) {
    Stream<Cable> bothWays() {
      return Stream.of(this, new Cable(b, a));
    }
  }

  /** What cables connect: a WCI, or a switch as a whole. */
  record Unit(String node, int wci) {}

  boolean isSwitch(String node) {
    return switches.contains(node);
  }

  /** Returns the WCIs of a host. */
  SortedSet<Integer> ports(String host) {
    SortedSet<Integer> ports = new TreeSet<>();
    from(host).forEach(cable -> ports.add(cable.a().wci()));
    return ports;
  }

  /** Returns the cables of a WCI, seen from there. */
  List<Cable> cables(String host, int port) {
    return from(host).filter(cable -> cable.a().wci() == port).toList();
  }

  /** Returns the hosts and switches of the sub-network that a WCI belongs to. */
  Set<String> network(String host, int port) {
    return nodes(walk(new Unit(host, port), true));
  }

  /**
   * Returns the other hosts that a WCI reaches: over switches, and over WCIs of other hosts only if
   * that is wanted.
   */
  Set<String> reached(String host, int port, boolean multihop) {
    Set<String> reached = nodes(walk(new Unit(host, port), multihop));
    reached.removeAll(switches);
    reached.remove(host);
    return reached;
  }

  /** Returns which WCIs of a host reach another one. */
  List<Integer> portsTo(String host, String other, boolean multihop) {
    return ports(host).stream()
        .filter(port -> reached(host, port, multihop).contains(other))
        .toList();
  }

  /** Returns the hosts on the shortest way from one to another one; none if there is no way. */
  List<String> between(String host, String other, boolean multihop) {
    Map<String, String> before = new HashMap<>();
    Deque<String> next = new ArrayDeque<>(List.of(host));
    before.put(host, host);
    while (!next.isEmpty() && !before.containsKey(other)) {
      String at = next.remove();
      for (int port : ports(at)) {
        for (String neighbour : reached(at, port, multihop)) {
          if (before.putIfAbsent(neighbour, at) == null) {
            next.add(neighbour);
          }
        }
      }
    }
    List<String> way = new ArrayList<>();
    String at = before.getOrDefault(other, host);
    while (!at.equals(host)) {
      way.addFirst(at);
      at = before.getOrDefault(at, host);
    }
    return way;
  }

  private Stream<Cable> from(String node) {
    return cables.stream().flatMap(Cable::bothWays).filter(cable -> cable.a().node().equals(node));
  }

  private Set<Unit> walk(Unit start, boolean overHosts) {
    Set<Unit> seen = new LinkedHashSet<>(Set.of(start));
    Deque<Unit> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      Unit unit = next.remove();
      if (unit.equals(start) || overHosts || isSwitch(unit.node())) {
        from(unit.node())
            .filter(cable -> unit(cable.a()).equals(unit))
            .map(cable -> unit(cable.b()))
            .filter(seen::add)
            .forEach(next::add);
      }
    }
    return seen;
  }

  private Unit unit(End end) {
    return isSwitch(end.node()) ? new Unit(end.node(), -1) : new Unit(end.node(), end.wci());
  }

  private static Set<String> nodes(Set<Unit> units) {
    Set<String> nodes = new LinkedHashSet<>();
    units.forEach(unit -> nodes.add(unit.node()));
    return nodes;
  }
}
