// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.session.SessionTimes;
import org.rsmapi.driver.wci.session.Sessions;
import org.rsmapi.driver.wci.wire.CnodeNames;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.PacketType;
import org.rsmapi.driver.wci.wire.Wires;
import org.rsmapi.fabric.Fabric;

/** A node of {@link Networks}, without a controller. */
public final class Node
    implements Wires.Receiver, LinkControl.Listener, Sessions.Listener, AutoCloseable {

  public final LinkControl links;
  public final Sessions sessions;
  public final Wires wires;
  public final List<String> events = new CopyOnWriteArrayList<>();
  private final Fabric fabric;
  private final int cnode;

  public Node(ControllerConfiguration configuration, LinkTimes times, SessionTimes sessionTimes) {
    cnode = configuration.localCnode();
    fabric = Fabric.open(CnodeNames.fabric(configuration.controller(), cnode));
    wires = Wires.open(fabric, configuration.controller(), cnode, this);
    links = new LinkControl(configuration, times, wires, fabric, this);
    sessions =
        new Sessions(cnode, wires, sessionTimes, this::route, link -> links.isAlive(link), this);
    wires.start();
    links.start();
  }

  public Node(ControllerConfiguration configuration) {
    this(configuration, LinkTimes.DEFAULT, SessionTimes.DEFAULT);
  }

  public Node(ControllerConfiguration configuration, LinkTimes times) {
    this(configuration, times, SessionTimes.DEFAULT);
  }

  private Route route(int to) {
    List<Route.WciRoute> wcis = new ArrayList<>();
    if (to == 1 - cnode) {
      for (LinkId link : links.up()) {
        wcis.add(new Route.WciRoute(link.port(), 1, List.of(link.number())));
      }
    }
    return new Route(to, false, wcis);
  }

  @Override
  public void arrived(int from, Packet packet) {
    if (packet.type().layer() == PacketType.Layer.LINK) {
      links.arrived(from, packet);
    } else {
      sessions.arrived(from, packet);
    }
  }

  @Override
  public void reached(int other) {
    links.reached(other);
  }

  @Override
  public void gone(int other) {
    links.gone(other);
    sessions.gone(other);
  }

  @Override
  public void dead(LinkId link) {
    events.add("dead " + link);
  }

  @Override
  public void changed(LinkId link, boolean up, String reason) {
    events.add((up ? "up " + link : "down " + link + " " + reason));
    if (links.up().isEmpty()) {
      sessions.unreachable(1 - cnode);
    }
  }

  @Override
  public void up(int other) {
    events.add("session up " + other);
  }

  @Override
  public void down(int other, String reason) {
    events.add("session down " + other + ": " + reason);
  }

  public LinkStatus status(LinkId link) {
    return links.status().stream().filter(each -> each.id().equals(link)).findFirst().orElseThrow();
  }

  public void awaitUp(LinkId... expected) {
    await(() -> links.up().equals(Set.of(expected)), () -> links.up() + " " + links.status());
  }

  public void awaitAllUp() {
    awaitUp(Networks.LINKS.toArray(LinkId[]::new));
  }

  public void awaitEvent(String event) {
    await(() -> events.contains(event), () -> event + " is none of " + events);
  }

  public static void await(
      BooleanSupplier condition, java.util.function.Supplier<String> otherwise) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(200_000);
    }
    assertTrue(condition.getAsBoolean(), otherwise);
  }

  @Override
  public void close() {
    sessions.close();
    links.close();
    wires.close();
    fabric.close();
  }
}
