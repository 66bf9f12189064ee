// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ConnectionState;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Topology;
import org.rsmapi.driver.wci.config.ConfigurationLife;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.event.Announcer;
import org.rsmapi.driver.wci.event.SystemEvents;
import org.rsmapi.driver.wci.transfer.ByteTotals;
import org.rsmapi.driver.wci.transfer.ErrorCounts;
import org.rsmapi.driver.wci.transfer.LinkBytes;
import org.rsmapi.driver.wci.transfer.LinkSlots;
import org.rsmapi.driver.wci.transfer.Obstacles;
import org.rsmapi.driver.wci.wire.CnodeClaim;
import org.rsmapi.fabric.FabricName;

/**
 * This process as a node of a network: its links, its routes, what it counts, and the other nodes
 * as it sees them. Shared by all its controllers.
 */
final class WciNode implements AutoCloseable {

  private static final SystemEvents EVENTS = Announcer.OF_PROCESS;

  private final WciConfiguration settings;
  private final FabricName fabricName;
  private final int cnode;
  private final int unit;
  private final ConfigurationLife life = new ConfigurationLife();
  private final Cmmu cmmu;
  private final ErrorCounts errors = new ErrorCounts();
  private final ByteTotals bytes = new ByteTotals();
  private final AtomicLong reconfigurations = new AtomicLong(1);
  private final Routing routing;
  private final Obstacles obstacles;
  private final Interconnect interconnect;
  private final Map<Integer, RemoteNode> remotes = new ConcurrentHashMap<>();
  private final Set<WciController> controllers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dead = new AtomicBoolean();

  /** What is in force, and how its links are numbered; empty once it has been removed. */
  private volatile ControllerConfiguration configuration;

  private volatile LinkSlots slots;

  /** Guarded by {@link Networks}. */
  private int users = 1;

  private WciNode(
      CnodeClaim claim, ControllerConfiguration configuration, WciConfiguration settings) {
    this.settings = settings;
    this.configuration = configuration;
    this.fabricName = FabricName.of(Wci.TYPE + configuration.controller(), claim.cnode());
    this.cnode = claim.cnode();
    this.unit = configuration.controller();
    this.cmmu = new Cmmu(settings.cmmuEntries());
    this.slots = LinkSlots.of(configuration);
    this.routing = new Routing(configuration);
    life.replace(configuration);
    life.install();
    life.enable();
    this.interconnect = new Interconnect(this, claim);
    this.obstacles = new Obstacles(interconnect::isAlive);
    addRemotes(configuration);
  }

  /**
   * Makes this process the first of some nodes that no living process is, and waits some seconds at
   * most for its links.
   */
  static WciNode open(List<ControllerConfiguration> candidates, WciConfiguration settings) {
    int unit = candidates.getFirst().controller();
    List<Integer> cnodes = candidates.stream().map(ControllerConfiguration::localCnode).toList();
    CnodeClaim claim = CnodeClaim.take(unit, cnodes);
    ControllerConfiguration mine = candidates.get(cnodes.indexOf(claim.cnode()));
    WciNode node = null;
    boolean done = false;
    try {
      node = new WciNode(claim, mine, settings);
      node.interconnect.start();
      done = true;
      return node;
    } finally {
      if (!done) {
        if (node == null) {
          claim.close();
        } else {
          node.close();
        }
      }
    }
  }

  private void addRemotes(ControllerConfiguration present) {
    for (Member member : present.members()) {
      if (member.cnode() != cnode) {
        remotes.computeIfAbsent(member.cnode(), other -> new RemoteNode(other, this));
      }
    }
  }

  /** Adds a user, unless the node has died. Called by {@link Networks}. */
  boolean addUser() {
    if (isDead()) {
      return false;
    }
    users++;
    return true;
  }

  /** Takes a user away; true if that was the last one. Called by {@link Networks}. */
  boolean removeUser() {
    users--;
    return users == 0;
  }

  int unit() {
    return unit;
  }

  int cnode() {
    return cnode;
  }

  String name() {
    return Wci.TYPE + unit;
  }

  FabricName fabricName() {
    return fabricName;
  }

  WciConfiguration settings() {
    return settings;
  }

  ControllerConfiguration configuration() {
    return configuration;
  }

  ConfigurationLife life() {
    return life;
  }

  Cmmu cmmu() {
    return cmmu;
  }

  ErrorCounts errors() {
    return errors;
  }

  ByteTotals bytes() {
    return bytes;
  }

  Routing routing() {
    return routing;
  }

  Obstacles obstacles() {
    return obstacles;
  }

  Interconnect interconnect() {
    return interconnect;
  }

  LinkSlots slots() {
    return slots;
  }

  Set<WciController> controllers() {
    return controllers;
  }

  long reconfigurations() {
    return reconfigurations.get();
  }

  SystemEvents events() {
    return EVENTS;
  }

  LinkBytes newCounters() {
    return bytes.counters(slots);
  }

  void endCounters(LinkBytes counters) {
    bytes.end(counters);
  }

  void add(WciController controller) {
    controllers.add(controller);
  }

  void remove(WciController controller) {
    controllers.remove(controller);
  }

  boolean isMember(NodeId node) {
    return node.value() == cnode || remoteOrNull(node) != null;
  }

  private @Nullable RemoteNode remoteOrNull(NodeId node) {
    return node.value() >= 0 && node.value() <= Integer.MAX_VALUE
        ? remotes.get((int) node.value())
        : null;
  }

  /** Returns another node; fails if it is no member. */
  RemoteNode remote(NodeId node) {
    RemoteNode remote = remoteOrNull(node);
    if (remote == null) {
      throw RemoteNode.unreachable("connect", node, name() + " has the nodes " + members());
    }
    return remote;
  }

  private List<Integer> members() {
    return configuration.members().stream().map(Member::cnode).toList();
  }

  /** Makes sure that a node can be imported from: a route, a session, and a page for barriers. */
  void reach(RemoteNode remote) {
    NodeId node = NodeId.of(remote.cnode());
    if (!routing.to(remote.cnode()).isReachable()) {
      throw RemoteNode.unreachable("connect", node, "no link leads there that is up");
    }
    interconnect.openSession(remote.cnode());
    remote.connectScratch(() -> interconnect.scratchOf(remote.cnode()));
  }

  Topology.LocalController topology() {
    List<Topology.RemoteController> others =
        configuration.members().stream()
            .map(Member::cnode)
            .filter(other -> other != cnode)
            .map(this::remoteController)
            .toList();
    return new Topology.LocalController(name(), cnode, others);
  }

  private Topology.RemoteController remoteController(int other) {
    ConnectionState state =
        routing.to(other).isReachable() ? ConnectionState.ACTIVE : ConnectionState.DOWN;
    return new Topology.RemoteController(NodeId.of(other), name(), other, state);
  }

  /** Links have come up or gone down: has the routes be what they allow. */
  void reroute() {
    Routing.Change change =
        routing.update(
            interconnect.linksUp(),
            route -> {
              RemoteNode remote = remotes.get(route.cnode());
              if (remote != null) {
                remote.reroute(route, slots);
              }
            });
    for (int lost : change.lost()) {
      interconnect.unreachable(lost);
      lose(lost);
      boolean unconfigured = change.unconfigured().contains(lost);
      EVENTS.lostNodeRoute(
          unit,
          lost,
          unconfigured ? SystemEvents.LostReason.UNCONFIGURED : SystemEvents.LostReason.NO_ROUTE);
    }
    change.unconfigured().forEach(remotes::remove);
    change.found().stream()
        .filter(found -> found != cnode)
        .forEach(found -> EVENTS.newNodeRoute(unit, found));
  }

  /** Looks at each link again. */
  void refresh() {
    remotes.values().forEach(RemoteNode::refresh);
  }

  /** A session has ended, or a route was lost. */
  void lose(int other) {
    RemoteNode remote = remotes.get(other);
    if (remote != null) {
      remote.lose();
    }
  }

  /** Goes on with another configuration of the same node. */
  void reconfigure(ControllerConfiguration next) {
    configuration = next;
    slots = LinkSlots.of(next);
    addRemotes(next);
    routing.reconfigure(next);
    interconnect.reconfigure(next);
    reconfigurations.incrementAndGet();
    reroute();
    interconnect.showConfiguration();
    EVENTS.newConfiguration(unit, next.version());
  }

  /** Takes all links down: no other member can be reached. */
  void unconfigure() {
    ControllerConfiguration before = configuration;
    reconfigure(
        new ControllerConfiguration(
            before.fmNodeId(),
            before.hostName(),
            unit,
            before.protocolVersion(),
            before.version(),
            cnode,
            before.members().stream().filter(member -> member.cnode() == cnode).toList(),
            List.of(),
            List.of(),
            List.of()));
  }

  /** Checks that a configuration is one of this node. */
  void checkSame(ControllerConfiguration next) {
    if (next.controller() != unit || next.localCnode() != cnode) {
      throw new IllegalArgumentException(
          "the configuration is one of cnode "
              + next.localCnode()
              + " of controller "
              + next.controller()
              + "; this is cnode "
              + cnode
              + " of controller "
              + unit);
    }
  }

  boolean isDead() {
    return dead.get();
  }

  void checkAlive(String operation) {
    if (isDead()) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, operation, name() + " has died");
    }
  }

  /** Dies: others lose it at once, and its controllers are withdrawn. */
  void kill() {
    if (dead.compareAndSet(false, true)) {
      interconnect.close();
      remotes.keySet().forEach(this::lose);
      controllers.forEach(
          controller ->
              controller.withdraw(name() + ": node " + cnode + " has died; obtain it again"));
    }
  }

  @Override
  public void close() {
    interconnect.close();
    remotes.keySet().forEach(this::lose);
  }
}
