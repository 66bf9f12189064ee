// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationLife;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.event.Announcer;
import org.rsmapi.driver.wci.event.SystemEvents;
import org.rsmapi.driver.wci.transfer.ByteTotals;
import org.rsmapi.driver.wci.transfer.ErrorCounts;
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
  private final RemoteNodes remotes;
  private final Set<WciController> controllers = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dead = new AtomicBoolean();

  /** What is in force; without other members once it has been removed. */
  private volatile ControllerConfiguration configuration;

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
    this.routing = new Routing(configuration);
    life.replace(configuration);
    life.install();
    life.enable();
    this.interconnect = new Interconnect(this, claim);
    this.obstacles = new Obstacles(interconnect::isAlive);
    this.remotes = new RemoteNodes(this, configuration);
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

  /** Returns the links that are configured. */
  List<LinkId> links() {
    return configuration.wcis().stream()
        .flatMap(wci -> wci.links().stream().map(link -> new LinkId(wci.port(), link.number())))
        .toList();
  }

  RemoteNodes remotes() {
    return remotes;
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

  void add(WciController controller) {
    controllers.add(controller);
  }

  void remove(WciController controller) {
    controllers.remove(controller);
  }

  /** Goes on with another configuration of the same node. */
  void reconfigure(ControllerConfiguration next) {
    configuration = next;
    remotes.add(next);
    routing.reconfigure(next);
    interconnect.reconfigure(next);
    reconfigurations.incrementAndGet();
    remotes.reroute();
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
      remotes.loseAll();
      controllers.forEach(
          controller ->
              controller.withdraw(name() + ": node " + cnode + " has died; obtain it again"));
    }
  }

  @Override
  public void close() {
    interconnect.close();
    remotes.loseAll();
  }
}
