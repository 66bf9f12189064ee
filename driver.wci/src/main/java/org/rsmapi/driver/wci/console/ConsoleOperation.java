// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.console;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.rsmapi.spi.DriverConsole.Answer;
import org.rsmapi.spi.DriverConsole.Operation;
import org.rsmapi.spi.DriverConsole.Parameter;

/**
 * An operation, and what does it.
 *
 * @param operation as the help shows it; the last parameter is the controller, if it has one
 * @param action what does it
 */
record ConsoleOperation(Operation operation, Function<Arguments, Answer> action) {

  private static final Parameter CONTROLLER =
      new Parameter("CONTROLLER", "wrsm0 to wrsm15; without it, wrsm0.", false);
  private static final Parameter NODE =
      new Parameter("NODE", "A cnode id, 0 to 255, of a process of this host.", true);
  private static final Parameter ANY_NODE =
      new Parameter("NODE", "A cnode id, 0 to 255; without it, all of this host.", false);
  private static final Parameter PEER =
      new Parameter("PEER", "The cnode id of another node.", true);
  private static final Parameter PORT = new Parameter("WCI", "The Safari port id of a WCI.", true);
  private static final Parameter LINK = new Parameter("LINK", "The number of a link.", true);
  private static final Parameter COUNT = new Parameter("COUNT", "How many errors.", true);
  private static final Parameter FILE = new Parameter("FILE", "A configuration.", true);

  /** In the order of the help. */
  static final List<ConsoleOperation> ALL =
      Stream.of(statistics(), configurations(), actions()).flatMap(List::stream).toList();

  private static ConsoleOperation of(
      String name, String summary, Function<Arguments, Answer> action, Parameter... parameters) {
    List<Parameter> all = Stream.concat(Stream.of(parameters), Stream.of(CONTROLLER)).toList();
    return new ConsoleOperation(new Operation(name, summary, all), action);
  }

  private static ConsoleOperation withoutController(
      String name, String summary, Function<Arguments, Answer> action, Parameter... parameters) {
    return new ConsoleOperation(new Operation(name, summary, List.of(parameters)), action);
  }

  private static List<ConsoleOperation> statistics() {
    return List.of(
        of(
            "stat controller",
            "Shows the state of nodes and what they export and import.",
            arguments -> StatTables.controllers(arguments.nodes(0)),
            ANY_NODE),
        of(
            "stat wrsm",
            "Shows the links of WCIs: states, other ends, bytes.",
            arguments -> StatTables.links(arguments.nodes(0)),
            ANY_NODE),
        of(
            "stat errors",
            "Shows what has gone wrong on the links of WCIs.",
            arguments -> StatTables.errors(arguments.nodes(0)),
            ANY_NODE),
        of(
            "stat route",
            "Shows the routes to other nodes: WCIs, stripes, links.",
            arguments -> StatTables.routes(arguments.nodes(0)),
            ANY_NODE),
        of(
            "stat values",
            "Lists every value under its kstat name.",
            arguments -> StatTables.values(arguments.nodes(0)),
            ANY_NODE));
  }

  private static List<ConsoleOperation> configurations() {
    return List.of(
        withoutController(
            "conf create",
            "Makes a configuration for each host of a netlist.",
            Configurations::create,
            new Parameter("NETLIST", "A file with the cables.", true),
            new Parameter("FOLDER", "Where the files HOST.conf go.", true)),
        withoutController(
            "conf check",
            "Tells whether a configuration can be installed.",
            Configurations::check,
            FILE),
        of(
            "conf initial",
            "Replaces, installs and enables the configuration of nodes of this host.",
            arguments ->
                Configurations.take(arguments, NodeText.REPLACE, NodeText.INSTALL, NodeText.ENABLE),
            FILE),
        of(
            "conf replace",
            "Passes a configuration to nodes of this host, to be installed.",
            arguments -> Configurations.take(arguments, NodeText.REPLACE),
            FILE),
        of(
            "conf install",
            "Checks and installs the configurations that were passed.",
            arguments -> Configurations.step(arguments, NodeText.INSTALL)),
        of(
            "conf enable",
            "Puts the configurations that are installed to use.",
            arguments -> Configurations.step(arguments, NodeText.ENABLE)),
        of(
            "conf remove",
            "Removes the configurations of all nodes of this host.",
            arguments -> Configurations.step(arguments, NodeText.REMOVE)),
        of("conf info", "Tells how far configurations are.", Configurations::info),
        of("conf topology", "Lists the members of the network.", Configurations::topology),
        of(
            "conf dump",
            "Writes the configuration of a node into a new file.",
            Configurations::dump,
            new Parameter("FILE", "Where it goes.", true),
            new Parameter("NODE", "A cnode id; without it, the lowest of this host.", false)));
  }

  private static List<ConsoleOperation> actions() {
    return List.of(
        of(
            "link down",
            "Pulls the cable of a link.",
            arguments -> NodeActions.cable(arguments, false),
            NODE,
            PORT,
            LINK),
        of(
            "link up",
            "Plugs the cable of a link in again.",
            arguments -> NodeActions.cable(arguments, true),
            NODE,
            PORT,
            LINK),
        of(
            "link disable",
            "Takes a link down until it is enabled.",
            arguments -> NodeActions.enable(arguments, false),
            NODE,
            PORT,
            LINK),
        of(
            "link enable",
            "Lets a link come up.",
            arguments -> NodeActions.enable(arguments, true),
            NODE,
            PORT,
            LINK),
        of("link errors", "Has a link make errors.", NodeActions::errors, NODE, PORT, LINK, COUNT),
        of(
            "wci down",
            "Has a WCI fail with all its links.",
            arguments -> NodeActions.wci(arguments, false),
            NODE,
            PORT),
        of(
            "wci up",
            "Has a WCI work again.",
            arguments -> NodeActions.wci(arguments, true),
            NODE,
            PORT),
        of("node kill", "Has a node die; its process lives on.", NodeActions::kill, NODE),
        of(
            "lockout",
            "Has a peer lock out the writes of a node.",
            NodeActions::lockOut,
            NODE,
            PEER),
        of("fail", "Has the next transfer over a link fail.", NodeActions::fail, NODE, PORT, LINK),
        of(
            "violate",
            "Has the CMMU of a peer refuse the next access of a node.",
            NodeActions::violate,
            NODE,
            PEER),
        of(
            "check",
            "Sends 100 messages to a peer and times them.",
            NodeActions::check,
            NODE,
            PEER));
  }
}
