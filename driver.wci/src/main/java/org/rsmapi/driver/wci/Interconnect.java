// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.console.NodeService;
import org.rsmapi.driver.wci.link.LinkControl;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.session.Sessions;
import org.rsmapi.driver.wci.wire.CnodeClaim;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.Wires;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricImport;

/** What connects a node with the others: wires, links and sessions, on one event loop. */
final class Interconnect
    implements Wires.Receiver, LinkControl.Listener, Sessions.Listener, AutoCloseable {

  private static final Logger LOG = System.getLogger(Interconnect.class.getName());
  private static final long INITIAL_MILLIS = 5_000;

  private final WciNode node;
  private final Fabric fabric;
  private final Wires wires;
  private final LinkControl links;
  private final Sessions sessions;
  private final Scratch scratch;

  /** Null before the start. */
  private volatile @Nullable NodeService service;

  private final Runnable linkFault = this::adoptLinkFault;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Cables that an operator has pulled. */
  private final Set<LinkId> pulled = ConcurrentHashMap.newKeySet();

  private final Set<Integer> failedWcis = ConcurrentHashMap.newKeySet();

  /** Takes over the claim, unless it fails. */
  Interconnect(WciNode node, CnodeClaim claim) {
    this.node = node;
    this.fabric = Fabric.open(node.fabricName());
    boolean done = false;
    try {
      wires = Wires.open(fabric, claim, this);
      links =
          new LinkControl(node.configuration(), node.settings().linkTimes(), wires, fabric, this);
      sessions =
          new Sessions(
              claim.cnode(),
              wires,
              node.settings().sessionTimes(),
              node.routing()::to,
              links::isAlive,
              this);
      scratch = new Scratch(fabric);
      done = true;
    } finally {
      if (!done) {
        fabric.close();
      }
    }
  }

  /** Begins, and waits until each link is up that can come up. */
  void start() {
    service = NodeService.open(fabric, new NodeView(node, new NodeCommands(node)));
    WciFaults.SWITCH.watchLinks(linkFault);
    wires.start();
    links.start();
    if (WciFaults.SWITCH.isLinkDown()) {
      adoptLinkFault();
      return;
    }
    try {
      awaitLinks();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(RsmError.INTERRUPTED, "open", "while links came up", 0, e);
    }
  }

  /** Waits until all links are up that can come up, and whoever is reached knows it. */
  void awaitLinks() throws InterruptedException {
    links.awaitInitial(INITIAL_MILLIS);
    CountDownLatch rerouted = new CountDownLatch(1);
    fabric.execute(rerouted::countDown);
    rerouted.await();
    for (Route route : node.routing().routes().values()) {
      if (!route.local() && route.isReachable()) {
        settle(route.cnode());
      }
    }
  }

  /**
   * Has another node change its routes before this one begins, lest that happen in the middle of
   * what follows: an answer says that it has seen the links, the next one that it has done what
   * follows from that.
   */
  private void settle(int cnode) throws InterruptedException {
    try {
      if (sessions.open(cnode)) {
        sessions.ping(cnode);
        sessions.ping(cnode);
      }
    } catch (RsmException e) {
      LOG.log(Level.DEBUG, () -> "cnode " + cnode + " has left while it was greeted", e);
    }
  }

  @Override
  public void arrived(int cnode, Packet packet) {
    switch (packet.type().layer()) {
      case LINK -> links.arrived(cnode, packet);
      case SESSION -> sessions.arrived(cnode, packet);
      case WIRE -> LOG.log(Level.DEBUG, "{0} has come too far", packet);
    }
  }

  @Override
  public void reached(int cnode) {
    links.reached(cnode);
  }

  @Override
  public void gone(int cnode) {
    links.gone(cnode);
    sessions.gone(cnode);
  }

  @Override
  public void dead(LinkId link) {
    node.remotes().refresh();
  }

  @Override
  public void changed(LinkId link, boolean up, String reason) {
    if (up) {
      node.events().linkUp(node.unit(), link);
    } else {
      node.events().linkDown(node.unit(), link, reason);
    }
    node.remotes().reroute();
    node.remotes().refresh();
  }

  @Override
  public void up(int cnode) {
    // Imports are connected by whoever has asked for the session.
  }

  @Override
  public void down(int cnode, String reason) {
    node.remotes().lose(cnode);
  }

  boolean isAlive(LinkId link) {
    return links.isAlive(link);
  }

  LinkControl links() {
    return links;
  }

  Sessions sessions() {
    return sessions;
  }

  Set<LinkId> linksUp() {
    return links.up();
  }

  void unreachable(int cnode) {
    sessions.unreachable(cnode);
  }

  void reconfigure(ControllerConfiguration next) {
    links.reconfigure(next);
  }

  /** Shows operators what is new in the configuration. */
  void showConfiguration() {
    NodeService present = service;
    if (present != null) {
      present.reconfigured();
    }
  }

  /** Opens a session with another node, or finds that there is one. */
  void openSession(int cnode) {
    try {
      if (!sessions.open(cnode)) {
        throw RemoteNode.unreachable("connect", NodeId.of(cnode), "it does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RsmException(
          RsmError.INTERRUPTED, "connect", "while a session with node " + cnode + " started", 0, e);
    }
  }

  FabricImport scratchOf(int cnode) {
    try {
      return Scratch.of(fabric, cnode);
    } catch (RsmException e) {
      if (e.error() == RsmError.INTERRUPTED || e.error() == RsmError.INSUFFICIENT_RESOURCES) {
        throw e;
      }
      throw RemoteNode.unreachable("connect", NodeId.of(cnode), String.valueOf(e.getMessage()));
    }
  }

  /** Pulls a cable or plugs it in. */
  void setCable(LinkId link, boolean plugged) {
    if (plugged) {
      pulled.remove(link);
    } else {
      pulled.add(link);
    }
    links.setCable(link, isPlugged(link));
    node.remotes().refresh();
  }

  /** Has a WCI fail, or work again. */
  void setWci(int port, boolean up) {
    if (up) {
      failedWcis.remove(port);
    } else {
      failedWcis.add(port);
    }
    links.setWci(port, up);
    node.remotes().refresh();
  }

  boolean isWciDown(int port) {
    return failedWcis.contains(port);
  }

  private boolean isPlugged(LinkId link) {
    return !pulled.contains(link) && !WciFaults.SWITCH.isLinkDown();
  }

  /** A test has taken all links of this process down, or gives them back. */
  private void adoptLinkFault() {
    List<CompletableFuture<Void>> changes =
        node.links().stream()
            .map(link -> links.changeCable(link, isPlugged(link)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new)).join();
    node.remotes().refresh();
  }

  /** Has the event loop do something after a while. */
  void later(long millis, Runnable task) {
    fabric.execute(() -> fabric.executeLater(millis, task));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    WciFaults.SWITCH.unwatchLinks(linkFault);
    sessions.close();
    links.close();
    scratch.close();
    NodeService present = service;
    if (present != null) {
      present.close();
    }
    wires.close();
    fabric.close();
  }
}
