// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationLife;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.DefaultConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;
import org.rsmapi.driver.wci.link.LinkState;
import org.rsmapi.driver.wci.link.LinkStatus;
import org.rsmapi.driver.wci.link.PhysicalState;
import org.rsmapi.driver.wci.link.WindowedCount;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.route.Router;

/** A node of the default network that has figures of its own, and notes what it is told to do. */
public final class FakeNode implements NetworkView, NetworkCommands {

  private static final WindowedCount ERRORS = new WindowedCount(70, 7, 8, 6, 30, 31, 29);
  private static final WindowedCount TAKEDOWNS = new WindowedCount(4, 1, 3, 2, 0, 0, 0);

  private final ConfigurationLife life = new ConfigurationLife();
  private final List<String> orders = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch death = new CountDownLatch(1);
  private volatile boolean silent;

  /** As the given node. */
  public FakeNode(int cnode) {
    life.replace(DefaultConfiguration.of(0, cnode));
    life.install();
    life.enable();
  }

  /** Returns what it was told, in order. */
  public List<String> orders() {
    return List.copyOf(orders);
  }

  /** From now on no node answers. */
  public void failPings() {
    silent = true;
  }

  /** Returns what is counted down when the node is to die. */
  public CountDownLatch death() {
    return death;
  }

  @Override
  public ControllerConfiguration configuration() {
    ControllerConfiguration first = DefaultConfiguration.of(0, 0);
    return life.running()
        .orElseGet(
            () ->
                new ControllerConfiguration(
                    first.fmNodeId(),
                    first.hostName(),
                    0,
                    2,
                    0,
                    0,
                    List.of(first.members().getFirst()),
                    List.of(),
                    List.of(),
                    List.of()));
  }

  @Override
  public String configurationState() {
    return life.state().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ControllerFigures controller() {
    return new ControllerFigures(true, 11, 12, 13, 14, 15, 16, 17, 2, 18, 19);
  }

  @Override
  public List<WciFigures> wcis() {
    return configuration().wcis().stream()
        .map(wci -> new WciFigures(wci.port(), true, 1000, 3_600_000, 24, 10, 5))
        .toList();
  }

  @Override
  public List<LinkStatus> links() {
    List<LinkStatus> links = new ArrayList<>();
    for (Wci wci : configuration().wcis()) {
      wci.links().forEach(link -> links.add(status(wci.port(), link)));
    }
    return links;
  }

  private LinkStatus status(int port, Wci.Link link) {
    return new LinkStatus(
        new LinkId(port, link.number()),
        true,
        1 - configuration().localCnode(),
        1 - configuration().localCnode(),
        link.remotePort(),
        link.remoteLink(),
        LinkState.SC_WAIT_UP,
        PhysicalState.SEEK,
        true,
        true,
        false,
        true,
        true,
        false,
        9,
        TAKEDOWNS,
        21,
        22,
        23,
        ERRORS,
        24,
        "");
  }

  @Override
  public Map<Integer, Route> routes() {
    Map<Integer, Route> routes = new HashMap<>();
    routes.putAll(
        new Router(configuration())
            .routes(Set.copyOf(links().stream().map(LinkStatus::id).toList())));
    return routes;
  }

  @Override
  public long routeChanges(int cnode) {
    return 31;
  }

  @Override
  public long routeCounter() {
    return 32;
  }

  @Override
  public boolean isRerouting() {
    return false;
  }

  @Override
  public long bytes(LinkId link) {
    return 1000L * link.port() + link.number();
  }

  @Override
  public long transferErrors(LinkId link) {
    return 100L * link.port() + link.number();
  }

  @Override
  public Map<Integer, String> sessions() {
    return new TreeMap<>(Map.of(1 - configuration().localCnode(), "up"));
  }

  @Override
  public NetworkCommands commands() {
    return this;
  }

  @Override
  public void setCable(LinkId link, boolean plugged) {
    orders.add("cable " + link + " " + plugged);
  }

  @Override
  public void setEnabled(LinkId link, boolean enabled) {
    orders.add("enabled " + link + " " + enabled);
  }

  @Override
  public void setWci(int port, boolean up) {
    orders.add("wci " + port + " " + up);
  }

  @Override
  public void addLinkErrors(LinkId link, long errors) {
    orders.add("errors " + link + " " + errors);
  }

  @Override
  public void lockOut(int cnode) {
    orders.add("lockout " + cnode);
  }

  @Override
  public void failNext(LinkId link) {
    orders.add("fail " + link);
  }

  @Override
  public void violate(int cnode) {
    if (cnode == configuration().localCnode()) {
      throw new RsmException(RsmError.BAD_ADDR, "violate", "this is the node itself");
    }
    orders.add("violate " + cnode);
  }

  @Override
  public void kill() {
    death.countDown();
  }

  @Override
  public long pingNanos(int cnode) {
    if (silent) {
      throw new RsmException(RsmError.TIMEOUT, "ping", "no answer from " + cnode);
    }
    orders.add("ping " + cnode);
    return orders.size();
  }

  @Override
  public void replace(ControllerConfiguration next) {
    life.replace(next);
  }

  @Override
  public void install() {
    life.install();
  }

  @Override
  public void enable() {
    life.enable();
  }

  @Override
  public void remove() {
    life.remove();
  }
}
