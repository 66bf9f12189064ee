// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.control.ControlClient;
import org.rsmapi.fabric.control.ControlServer;

/** What this process tells the others of the cluster, and does when they say so. */
final class ClusterMember implements ControlServer.Host, AutoCloseable {

  private final EmulatedSisci sisci;
  private final NodeClaim claim;
  private final LinkTable links = new LinkTable(this::changed);
  private @Nullable ControlServer server;

  ClusterMember(EmulatedSisci sisci, NodeClaim claim) {
    this.sisci = sisci;
    this.claim = claim;
  }

  /** Begins to listen, and then asks, so that no change is missed. */
  void join() {
    ControlServer listening = new ControlServer(sisci.fabric(0), claim.socket(), this);
    server = listening;
    listening.start();
    for (int nodeId : sisci.settings().nodeIds()) {
      for (int slot = 0; slot < NodeClaim.SLOTS; slot++) {
        if (nodeId != claim.nodeId() || slot != claim.slot()) {
          learnFrom(sisci.names().process(nodeId, slot));
        }
      }
    }
  }

  private void learnFrom(String name) {
    try (ControlClient client = ControlClient.reach(name)) {
      List<String> lines = client == null ? null : client.lines(ClusterText.STATE);
      if (lines != null) {
        for (String line : lines) {
          LinkTable.Change change = ClusterText.change(line, sisci.settings().nodeIds());
          if (change != null) {
            links.learn(change);
          }
        }
      }
    }
  }

  private void changed(LinkTable.Link link, boolean up) {
    int other = link.from(claim.nodeId());
    Path path = sisci.adapters().pathOrNull(link.adapterNo(), other);
    if (path != null && path.set(up)) {
      for (EmulatedSegment segment : sisci.segments()) {
        SegmentSide side = segment.side(link.adapterNo());
        if (side != null) {
          side.linkChanged(other, up);
        }
      }
    }
  }

  @Override
  public @Nullable List<String> lines(String topic) {
    return topic.equals(ClusterText.STATE) ? state() : null;
  }

  private List<String> state() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.join(
            " ",
            ClusterText.PROCESS,
            Long.toString(ProcessHandle.current().pid()),
            Integer.toString(sisci.settings().adapters())));
    links.all().forEach(change -> lines.add(ClusterText.of(change)));
    sisci.segments().forEach(segment -> lines.add(line(segment)));
    return lines;
  }

  private static String line(EmulatedSegment segment) {
    return String.join(
        " ",
        ClusterText.SEGMENT,
        Integer.toUnsignedString(segment.segmentId()),
        Long.toString(segment.memory().byteSize()),
        Integer.toString(segment.sides().stream().mapToInt(SegmentSide::connectionsSoFar).sum()),
        segment.sides().stream()
            .map(side -> side.state().toString())
            .collect(Collectors.joining(",")));
  }

  @Override
  public void command(String command, ControlServer.Answer answer) {
    if (command.equals(ClusterText.CRASH)) {
      answer.done(); // first, since who answers ends with the node
      // Not here: the event loop does so, too.
      sisci.callbacks().execute(sisci::crash);
      return;
    }
    LinkTable.Change change = ClusterText.change(command, sisci.settings().nodeIds());
    if (change == null) {
      answer.refused("no such link");
    } else {
      links.learn(change);
      answer.done();
    }
  }

  @Override
  public void close() {
    ControlServer listening = server;
    if (listening != null) {
      listening.close();
    }
  }
}
