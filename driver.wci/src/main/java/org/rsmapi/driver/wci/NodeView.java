// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.config.Wci;
import org.rsmapi.driver.wci.link.LinkStatus;
import org.rsmapi.driver.wci.link.LinkTimes;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.stat.ControllerFigures;
import org.rsmapi.driver.wci.stat.NetworkCommands;
import org.rsmapi.driver.wci.stat.NetworkView;
import org.rsmapi.driver.wci.stat.WciFigures;

/**
 * A node as operators see it.
 *
 * @param node the node
 * @param commands what they can have it do
 */
record NodeView(WciNode node, NetworkCommands commands) implements NetworkView {

  @Override
  public ControllerConfiguration configuration() {
    return node.configuration();
  }

  @Override
  public String configurationState() {
    return node.life().state().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ControllerFigures controller() {
    long exported = 0;
    long published = 0;
    long connections = 0;
    long bound = 0;
    long imported = 0;
    for (WciController controller : node.controllers()) {
      for (WciExport export : controller.exports()) {
        exported++;
        bound += export.byteSize();
        published += export.isPublished() ? 1 : 0;
        connections += export.connections();
      }
      imported += controller.imports().size();
    }
    return new ControllerFigures(
        !node.isDead(),
        exported,
        published,
        connections,
        bound,
        imported,
        // Each connection can signal to the other side, and hears from it.
        imported + connections,
        imported + exported,
        availableWcis(),
        node.reconfigurations(),
        node.cmmu().free());
  }

  private long availableWcis() {
    return node.interconnect().linksUp().stream().mapToInt(LinkId::port).distinct().count();
  }

  @Override
  public List<WciFigures> wcis() {
    return configuration().wcis().stream().map(this::figures).toList();
  }

  private WciFigures figures(Wci wci) {
    LinkTimes times = node.settings().linkTimes();
    return new WciFigures(
        wci.port(),
        !node.interconnect().isWciDown(wci.port()),
        times.errorLimit(),
        times.shortIntervalMillis(),
        times.shortPerLong(),
        times.averageWeight(),
        node.errors().ofWci(wci.port()));
  }

  @Override
  public List<LinkStatus> links() {
    return node.interconnect().links().status();
  }

  @Override
  public Map<Integer, Route> routes() {
    return node.routing().routes();
  }

  @Override
  public long routeChanges(int cnode) {
    return node.routing().changes(cnode);
  }

  @Override
  public long routeCounter() {
    return node.routing().state().counter();
  }

  @Override
  public boolean isRerouting() {
    return node.routing().state().isRerouting();
  }

  @Override
  public long bytes(LinkId link) {
    return node.bytes().of(link);
  }

  @Override
  public long transferErrors(LinkId link) {
    return node.errors().ofLink(link);
  }

  @Override
  public Map<Integer, String> sessions() {
    Map<Integer, String> states = new TreeMap<>();
    for (int other : routes().keySet()) {
      if (other != node.cnode()) {
        states.put(
            other, node.interconnect().sessions().state(other).name().toLowerCase(Locale.ROOT));
      }
    }
    return states;
  }
}
