// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.NodeList;
import org.rsmapi.driver.sci.emulation.ClusterControl;
import org.rsmapi.spi.DriverConsole.Answer;

/** An emulated cluster, seen and disturbed without being one of its nodes. */
final class EmulatedView implements ClusterView {

  private static final List<String> SEGMENT_COLUMNS =
      List.of("sci node", "process", "segment", "bytes", "connections", "states");
  private static final int FIRST_ADAPTER = 0;

  private final NodeList list;
  private final ClusterControl control;

  EmulatedView(NodeList list) {
    this.list = list;
    control = new ClusterControl(list.sciNodes(FIRST_ADAPTER));
  }

  @Override
  public Answer nodes() {
    List<ClusterControl.Member> processes = control.members();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < list.hosts().size(); i++) {
      NodeList.Host host = list.hosts().get(i);
      Integer node = host.adapters().get(FIRST_ADAPTER);
      if (node != null) {
        List<ClusterControl.Member> own =
            processes.stream().filter(process -> process.nodeId() == node).toList();
        rows.add(
            List.of(
                String.valueOf(node),
                String.valueOf(i + 1),
                host.name(),
                adapters(own),
                ClusterView.state(!own.isEmpty()),
                own.stream()
                    .map(process -> String.valueOf(process.pid()))
                    .collect(Collectors.joining(" "))));
      }
    }
    long up = processes.stream().mapToInt(ClusterControl.Member::nodeId).distinct().count();
    return new Answer(
        NODE_COLUMNS,
        rows,
        "SISCI is emulated on this host; nodes that are processes: "
            + up
            + " of "
            + rows.size()
            + ".");
  }

  private static String adapters(List<ClusterControl.Member> processes) {
    int count = processes.stream().mapToInt(ClusterControl.Member::adapters).max().orElse(0);
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  @Override
  public Answer links() {
    List<List<String>> rows =
        control.links().stream()
            .map(
                link ->
                    List.of(
                        String.valueOf(link.first()),
                        String.valueOf(link.second()),
                        String.valueOf(link.adapterNo()),
                        ClusterView.state(link.up())))
            .toList();
    return new Answer(
        LINK_COLUMNS,
        rows,
        rows.isEmpty() ? "There are no links, as no two nodes are processes." : "");
  }

  @Override
  public Answer segments(List<Integer> nodes) {
    List<List<String>> rows = new ArrayList<>();
    for (ClusterControl.Member process : control.members()) {
      if (nodes.contains(process.nodeId())) {
        process.segments().forEach(segment -> rows.add(row(process, segment)));
      }
    }
    return new Answer(SEGMENT_COLUMNS, rows, rows.isEmpty() ? "There are no segments." : "");
  }

  private static List<String> row(ClusterControl.Member process, ClusterControl.Segment segment) {
    return List.of(
        String.valueOf(process.nodeId()),
        String.valueOf(process.pid()),
        "0x" + Long.toHexString(segment.segmentId()),
        String.valueOf(segment.byteSize()),
        String.valueOf(segment.connections()),
        String.join(" ", segment.states()).toLowerCase(Locale.ROOT));
  }

  @Override
  public Answer setLink(int first, int second, OptionalInt adapterNo, boolean up) {
    String what =
        (adapterNo.isPresent() ? "The link of adapter " + adapterNo.getAsInt() : "Each link")
            + " between nodes "
            + first
            + " and "
            + second;
    ClusterControl.Outcome outcome = control.setLink(first, second, adapterNo, up);
    check("link " + ClusterView.state(up), outcome, "no node is a process; start one first");
    return Answer.of(
        what + " is " + ClusterView.state(up) + " now; processes told: " + outcome.done() + ".");
  }

  @Override
  public Answer kill(int node) {
    ClusterControl.Outcome outcome = control.crash(node);
    check("node kill", outcome, "node " + node + " is no process");
    return Answer.of(
        "Node " + node + " has crashed; processes that were this node: " + outcome.done() + ".");
  }

  private static void check(String operation, ClusterControl.Outcome outcome, String nobody) {
    if (!outcome.failures().isEmpty()) {
      throw new RsmException(
          RsmError.REMOTE_NODE_UNREACHABLE, operation, String.join("; ", outcome.failures()));
    }
    if (outcome.done() == 0) {
      throw new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, operation, nobody);
    }
  }
}
