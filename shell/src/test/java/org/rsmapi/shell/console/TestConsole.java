// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import java.util.ArrayList;
import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverConsole;

/** What a driver may offer, with the answers that a test wants. */
public final class TestConsole implements DriverConsole {

  private static final Parameter NODE = new Parameter("NODE", "A node, 4 or 8.", true);
  private static final Parameter ADAPTER =
      new Parameter("ADAPTER", "Its number; without it, 100% of them, not ${one}.", false);

  private final List<String> calls = new ArrayList<>();

  /** For ServiceLoader. */
  public TestConsole() {}

  List<String> calls() {
    return calls;
  }

  @Override
  public String type() {
    return "acme";
  }

  @Override
  public String summary() {
    return "The interconnect of Acme, 100% fast.";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        new Operation("nodes", "Lists the nodes.", List.of()),
        new Operation("link", "Shows a link.", List.of(NODE)),
        new Operation("link down", "Takes a link down.", List.of(NODE, ADAPTER)),
        new Operation("link up", "Takes a link up.", List.of(NODE, ADAPTER)),
        new Operation("stat route table", "Shows the routes, all 100%.", List.of()),
        new Operation("broken", "Does not work.", List.of()));
  }

  @Override
  public Answer run(String operation, List<String> arguments) {
    calls.add(operation + arguments);
    return switch (operation) {
      case "nodes" ->
          new Answer(
              List.of("node", "host name", "pid"),
              List.of(List.of("4", "bergen", "7"), List.of("128", "oslo\nnord", "")),
              "Node 128 is far away.");
      case "stat route table" -> new Answer(List.of("route"), List.of(), "There are no routes.");
      case "broken" -> throw new LinkageError("no class");
      default -> link(arguments.getFirst());
    };
  }

  private static Answer link(String node) {
    if (node.equals("8")) {
      throw new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, "link", "node=8", 0, null);
    }
    if (!node.equals("4")) {
      throw new IllegalArgumentException("NODE: '" + node + "' is no node; use 4 or 8");
    }
    return Answer.of("Done.");
  }
}
