// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.ConfigurationText;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.stat.KstatText;
import org.rsmapi.driver.wci.stat.Kstats;
import org.rsmapi.driver.wci.stat.NetworkView;
import org.rsmapi.driver.wci.stat.StatisticsBeans;
import org.rsmapi.driver.wci.wire.CnodeNames;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.control.ControlServer;

/** Shows a node to its operators: to consoles of any process of the host, and as beans. */
public final class NodeService implements AutoCloseable {

  private final NetworkView node;
  private final NodeOrders orders;
  private final String name;
  private final StatisticsBeans beans;
  private final UnixSocket listening;
  private final ControlServer server;

  private NodeService(Fabric fabric, NetworkView node, UnixSocket listening) {
    ControllerConfiguration configuration = node.configuration();
    this.node = node;
    this.listening = listening;
    name = "wrsm" + configuration.controller() + "-" + configuration.localCnode();
    orders = new NodeOrders(node);
    beans = new StatisticsBeans(node);
    server = new ControlServer(fabric, listening, new Host());
  }

  /**
   * Begins to show a node.
   *
   * @param fabric whose event loop answers
   * @throws RsmException CTLR_NOT_PRESENT if another process shows this node
   */
  public static NodeService open(Fabric fabric, NetworkView node) {
    ControllerConfiguration configuration = node.configuration();
    String socketName = CnodeNames.control(configuration.controller(), configuration.localCnode());
    UnixSocket socket = UnixSocket.create();
    int result = socket.listen(socketName);
    if (result < 0) {
      socket.close();
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT,
          "open",
          "node " + configuration.localCnode() + " is a process already");
    }
    NodeService service = new NodeService(fabric, node, socket);
    try {
      service.server.start();
    } catch (RsmException e) {
      service.close();
      throw e;
    }
    return service;
  }

  /** Shows the routes and WCIs of a configuration that is new. */
  public void reconfigured() {
    beans.update();
  }

  /** Ends it. Orders that have begun may take longer. */
  @Override
  public void close() {
    beans.close();
    server.close();
    listening.close();
  }

  private final class Host implements ControlServer.Host {

    @Override
    public @Nullable List<String> lines(String topic) {
      String[] words = topic.split(" ", -1);
      if (words.length == 2 && words[0].equals(NodeText.RESULT)) {
        return orders.result(words[1]);
      }
      return switch (topic) {
        case NodeText.NODE -> nodeLines();
        case NodeText.KSTAT -> KstatText.lines(Kstats.of(node));
        case NodeText.CONFIGURATION ->
            ConfigurationText.print(List.of(node.configuration())).lines().toList();
        default -> null;
      };
    }

    private List<String> nodeLines() {
      List<String> lines = new ArrayList<>();
      lines.add(NodeText.PID + " " + ProcessHandle.current().pid());
      lines.add(NodeText.STATE + " " + node.configurationState());
      lines.add(NodeText.VERSION + " " + node.configuration().version());
      lines.add(NodeText.REROUTINGS + " " + node.routeCounter());
      node.sessions()
          .forEach((cnode, state) -> lines.add(NodeText.SESSION + " " + cnode + " " + state));
      return lines;
    }

    @Override
    public void command(String command, ControlServer.Answer answer) {
      // The event loop has to go on, since links and sessions need it.
      Thread.ofPlatform()
          .name("rsm-" + name + "-order")
          .daemon()
          .start(() -> carryOut(command, answer));
    }

    private void carryOut(String command, ControlServer.Answer answer) {
      if (command.equals(NodeText.KILL)) {
        answer.done(); // afterwards there is nobody to answer
        node.commands().kill();
        return;
      }
      String failure = orders.carryOut(command);
      if (failure == null) {
        answer.done();
      } else {
        answer.refused(failure);
      }
    }
  }
}
