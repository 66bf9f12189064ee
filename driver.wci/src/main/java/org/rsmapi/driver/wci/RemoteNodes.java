// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ConnectionState;
import org.rsmapi.NodeId;
import org.rsmapi.Topology;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.Member;
import org.rsmapi.driver.wci.event.SystemEvents;

/** The other nodes of a network: which there are, and how they come into reach and are lost. */
final class RemoteNodes {

  private final WciNode node;
  private final Map<Integer, RemoteNode> remotes = new ConcurrentHashMap<>();

  RemoteNodes(WciNode node, ControllerConfiguration configuration) {
    this.node = node;
    add(configuration);
  }

  /** Adds those of a configuration that are new. */
  void add(ControllerConfiguration configuration) {
    for (Member member : configuration.members()) {
      if (member.cnode() != node.cnode()) {
        remotes.computeIfAbsent(member.cnode(), other -> new RemoteNode(other, node));
      }
    }
  }

  private @Nullable RemoteNode find(NodeId id) {
    return id.value() >= 0 && id.value() <= Integer.MAX_VALUE
        ? remotes.get((int) id.value())
        : null;
  }

  boolean isMember(NodeId id) {
    return id.value() == node.cnode() || find(id) != null;
  }

  /** Returns another node; fails if it is no member. */
  RemoteNode get(NodeId id) {
    RemoteNode remote = find(id);
    if (remote == null) {
      List<Integer> members = node.configuration().members().stream().map(Member::cnode).toList();
      throw RemoteNode.unreachable("connect", id, node.name() + " has the nodes " + members);
    }
    return remote;
  }

  /** Makes sure that a node can be imported from: a route, a session, and a page for barriers. */
  void reach(RemoteNode remote) {
    int cnode = remote.cnode();
    if (!node.routing().to(cnode).isReachable()) {
      throw RemoteNode.unreachable("connect", NodeId.of(cnode), "no link leads there that is up");
    }
    node.interconnect().openSession(cnode);
    remote.connectScratch(() -> node.interconnect().scratchOf(cnode));
  }

  Topology.LocalController topology() {
    List<Topology.RemoteController> others =
        node.configuration().members().stream()
            .map(Member::cnode)
            .filter(other -> other != node.cnode())
            .map(this::remoteController)
            .toList();
    return new Topology.LocalController(node.name(), node.cnode(), others);
  }

  private Topology.RemoteController remoteController(int other) {
    ConnectionState state =
        node.routing().to(other).isReachable() ? ConnectionState.ACTIVE : ConnectionState.DOWN;
    return new Topology.RemoteController(NodeId.of(other), node.name(), other, state);
  }

  /** Links have come up or gone down: has the routes be what they allow. */
  void reroute() {
    Routing.Change change =
        node.routing()
            .update(
                node.interconnect().linksUp(),
                route -> {
                  RemoteNode remote = remotes.get(route.cnode());
                  if (remote != null) {
                    remote.reroute(route);
                  }
                });
    for (int lost : change.lost()) {
      node.interconnect().unreachable(lost);
      lose(lost);
      boolean unconfigured = change.unconfigured().contains(lost);
      node.events()
          .lostNodeRoute(
              node.unit(),
              lost,
              unconfigured
                  ? SystemEvents.LostReason.UNCONFIGURED
                  : SystemEvents.LostReason.NO_ROUTE);
    }
    change.unconfigured().forEach(remotes::remove);
    change.found().stream()
        .filter(found -> found != node.cnode())
        .forEach(found -> node.events().newNodeRoute(node.unit(), found));
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

  void loseAll() {
    remotes.values().forEach(RemoteNode::lose);
  }
}
