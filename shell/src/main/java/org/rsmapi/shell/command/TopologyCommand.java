// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.rsmapi.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the local controllers and their links. */
@Command(
    name = "topology",
    description =
        "Shows this node, its controllers and their links to other nodes. Loopback has no links and"
            + " is not listed.")
public final class TopologyCommand extends RsmCommand {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /**
   * Creates the command.
   *
   * @param session what it works on
   */
  public TopologyCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    Topology topology = session().rsm().topology();
    if (json) {
      Json.print(fields(topology), out());
      return;
    }
    out().println("local node " + topology.localNode());
    if (topology.controllers().isEmpty()) {
      out().println("no controllers with links to other nodes");
    }
    topology.controllers().forEach(this::print);
  }

  private void print(Topology.LocalController controller) {
    out().println(controller.name() + "  address " + hex(controller.hardwareAddress()));
    for (Topology.RemoteController remote : controller.connections()) {
      out()
          .println(
              "  -> node "
                  + remote.node()
                  + "  "
                  + remote.name()
                  + "  address "
                  + hex(remote.hardwareAddress())
                  + "  "
                  + state(remote));
    }
  }

  private static Map<String, Object> fields(Topology topology) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("localNode", topology.localNode().value());
    fields.put(
        "controllers", topology.controllers().stream().map(TopologyCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Topology.LocalController controller) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", controller.name());
    fields.put("hardwareAddress", hex(controller.hardwareAddress()));
    fields.put(
        "connections", controller.connections().stream().map(TopologyCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Topology.RemoteController remote) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("node", remote.node().value());
    fields.put("name", remote.name());
    fields.put("hardwareAddress", hex(remote.hardwareAddress()));
    fields.put("state", state(remote));
    return fields;
  }

  private static String state(Topology.RemoteController remote) {
    return remote.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }
}
