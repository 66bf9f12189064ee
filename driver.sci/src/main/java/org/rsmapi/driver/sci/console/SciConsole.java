// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.console;

import aQute.bnd.annotation.Resolution;
import aQute.bnd.annotation.spi.ServiceProvider;
import java.util.List;
import java.util.OptionalInt;
import org.rsmapi.driver.sci.SciCluster;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.spi.DriverConsole;

/**
 * The nodes of the cluster, its links and segments; and in an emulated one faults, as hardware has
 * them. To look makes nobody a node.
 */
@ServiceProvider(
    value = DriverConsole.class,
    attribute = "rsm.driver=sci",
    resolution = Resolution.OPTIONAL)
public final class SciConsole implements DriverConsole {

  private static final String NODES = "nodes";
  private static final String LINKS = "links";
  private static final String SEGMENTS = "segments";
  private static final String LINK_DOWN = "link down";
  private static final String LINK_UP = "link up";
  private static final String NODE_KILL = "node kill";

  private static final List<Parameter> LINK =
      List.of(
          new Parameter("A", "A node id of SISCI.", true),
          new Parameter("B", "Another node id of SISCI.", true),
          new Parameter("ADAPTER", "A number from 0 to 3; without it, every adapter.", false));

  private static final List<Operation> OPERATIONS =
      List.of(
          new Operation(
              NODES, "Lists the nodes and tells which SISCI there is, or why none.", List.of()),
          new Operation(LINKS, "Lists the links and their states.", List.of()),
          new Operation(
              SEGMENTS,
              "Lists the segments of the emulated cluster.",
              List.of(new Parameter("NODE", "A node id of SISCI; without it, all.", false))),
          new Operation(LINK_DOWN, "Takes a link of the emulated cluster down.", LINK),
          new Operation(LINK_UP, "Takes a link of the emulated cluster up again.", LINK),
          new Operation(
              NODE_KILL,
              "Has a node of the emulated cluster crash; its processes live on without it.",
              List.of(new Parameter("N", "A node id of SISCI.", true))));

  /** For {@link java.util.ServiceLoader}. */
  public SciConsole() {}

  @Override
  public String type() {
    return "sci";
  }

  @Override
  public String summary() {
    return "Dolphin SCI: nodes and links; faults of an emulated cluster.";
  }

  @Override
  public List<Operation> operations() {
    return OPERATIONS;
  }

  @Override
  public Answer run(String operation, List<String> arguments) {
    SciCluster cluster = SciCluster.configured();
    List<Integer> nodes = cluster.nodes().sciNodes(0);
    ClusterView view = ClusterView.of(cluster);
    return switch (operation) {
      case NODES -> view.nodes();
      case LINKS -> view.links();
      case SEGMENTS ->
          view.segments(
              arguments.getFirst().isEmpty() ? nodes : List.of(node(arguments, 0, nodes)));
      case LINK_DOWN -> setLink(view, arguments, nodes, false);
      case LINK_UP -> setLink(view, arguments, nodes, true);
      case NODE_KILL -> view.kill(node(arguments, 0, nodes));
      default -> throw new IllegalArgumentException("no operation of SCI: '" + operation + "'");
    };
  }

  private static Answer setLink(
      ClusterView view, List<String> arguments, List<Integer> nodes, boolean up) {
    int first = node(arguments, 0, nodes);
    int second = node(arguments, 1, nodes);
    if (first == second) {
      throw new IllegalArgumentException(
          "'" + second + "' is there twice; a link is between two nodes of " + nodes);
    }
    String adapter = arguments.get(2);
    OptionalInt adapterNo =
        adapter.isEmpty() ? OptionalInt.empty() : OptionalInt.of(adapterNo(adapter));
    return view.setLink(first, second, adapterNo, up);
  }

  private static int node(List<String> arguments, int index, List<Integer> nodes) {
    String text = arguments.get(index);
    return nodes.stream()
        .filter(node -> String.valueOf(node).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is no node; the node ids of SISCI are " + nodes));
  }

  private static int adapterNo(String text) {
    for (int adapterNo = 0; adapterNo < Sisci.MAX_ADAPTERS; adapterNo++) {
      if (String.valueOf(adapterNo).equals(text)) {
        return adapterNo;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no adapter; use 0 to " + (Sisci.MAX_ADAPTERS - 1));
  }
}
