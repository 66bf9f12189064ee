// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.fabric.control.ControlClient;
import org.rsmapi.fabric.control.ControlText;

/**
 * Looks at an emulated cluster, and lets faults happen in it, from any process of the host; being a
 * node is not needed. What is known of the cluster is in its nodes: when the last one has ended, so
 * have the faults.
 */
public final class ClusterControl {

  private static final long CRASH_LIMIT_MILLIS = 10_000;
  private static final long LOOK_NANOS = 1_000_000;

  /**
   * A process that is a node.
   *
   * @param nodeId the node
   * @param pid as it says
   * @param adapters how many it has
   * @param segments those that it has created
   */
  public record Member(int nodeId, long pid, int adapters, List<Segment> segments) {
    /** Copies the list. */
    public Member {
      segments = List.copyOf(segments);
    }
  }

  /**
   * A segment.
   *
   * @param segmentId an unsigned 32-bit number
   * @param byteSize its size
   * @param connections how many there are
   * @param states CREATED, PREPARED or AVAILABLE, for each adapter
   */
  public record Segment(long segmentId, long byteSize, int connections, List<String> states) {
    /** Copies the list. */
    public Segment {
      states = List.copyOf(states);
    }
  }

  /**
   * A link between two nodes.
   *
   * @param first the lower node
   * @param second the other node
   * @param adapterNo of both
   * @param up whether it works
   */
  public record Link(int first, int second, int adapterNo, boolean up) {}

  /**
   * What came of a request.
   *
   * @param done how many processes have done it
   * @param failures what others said, for people
   */
  public record Outcome(int done, List<String> failures) {
    /** Copies the list. */
    public Outcome {
      failures = List.copyOf(failures);
    }
  }

  private final List<Integer> nodeIds;
  private final ClusterNames names = new ClusterNames();

  /**
   * Names the cluster that is in the namespace of this process.
   *
   * @param nodeIds as in the settings of its nodes
   */
  public ClusterControl(List<Integer> nodeIds) {
    this.nodeIds = List.copyOf(nodeIds);
  }

  /** Returns the processes that answer, in the order of the nodes. */
  public List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int nodeId : nodeIds) {
      for (List<String> lines : states(nodeId)) {
        Member member = member(nodeId, lines);
        if (member != null) {
          members.add(member);
        }
      }
    }
    return members;
  }

  private List<List<String>> states(int nodeId) {
    List<List<String>> states = new ArrayList<>();
    for (int slot = 0; slot < NodeClaim.SLOTS; slot++) {
      try (ControlClient client = ControlClient.reach(names.process(nodeId, slot))) {
        List<String> lines = client == null ? null : client.lines(ClusterText.STATE);
        if (lines != null) {
          states.add(lines);
        }
      }
    }
    return states;
  }

  private static @Nullable Member member(int nodeId, List<String> lines) {
    List<Segment> segments = new ArrayList<>();
    long pid = -1;
    long adapters = -1;
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(ClusterText.PROCESS) && words.length == 3) {
        pid = ControlText.number(words[1]);
        adapters = ControlText.number(words[2]);
      } else if (words[0].equals(ClusterText.SEGMENT) && words.length == 5) {
        segments.add(
            new Segment(
                ControlText.number(words[1]),
                ControlText.number(words[2]),
                (int) ControlText.number(words[3]),
                List.of(words[4].split(",", -1))));
      }
    }
    segments.sort(Comparator.comparingLong(Segment::segmentId));
    return pid < 0 || adapters < 1 || adapters > Sisci.MAX_ADAPTERS
        ? null
        : new Member(nodeId, pid, (int) adapters, segments);
  }

  /** Returns each link between nodes that live, in order. */
  public List<Link> links() {
    Map<Integer, LinkTable.Change> changes = new HashMap<>();
    Map<Integer, Integer> adapters = new HashMap<>();
    for (int nodeId : nodeIds) {
      for (List<String> lines : states(nodeId)) {
        Member member = member(nodeId, lines);
        if (member != null) {
          adapters.merge(nodeId, member.adapters(), Math::max);
        }
        for (String line : lines) {
          LinkTable.Change change = ClusterText.change(line, nodeIds);
          if (change != null) {
            changes.merge(change.link().key(), change, ClusterControl::later);
          }
        }
      }
    }
    List<Link> links = new ArrayList<>();
    List<Integer> living = nodeIds.stream().filter(adapters::containsKey).sorted().toList();
    for (int first : living) {
      for (int second : living) {
        int common = Math.min(adapters.getOrDefault(first, 0), adapters.getOrDefault(second, 0));
        for (int adapterNo = 0; first < second && adapterNo < common; adapterNo++) {
          LinkTable.Change change =
              changes.get(LinkTable.Link.between(first, second, adapterNo).key());
          links.add(new Link(first, second, adapterNo, change == null || change.up()));
        }
      }
    }
    return links;
  }

  private static LinkTable.Change later(LinkTable.Change one, LinkTable.Change other) {
    return one.stampNanos() - other.stampNanos() > 0 ? one : other;
  }

  /**
   * Takes the link between two nodes down or up. On return every process that is told of as done
   * behaves so.
   *
   * @param adapterNo of both; empty for each
   * @throws IllegalArgumentException if these are no two nodes of the cluster, or no adapter
   */
  public Outcome setLink(int first, int second, OptionalInt adapterNo, boolean up) {
    checkNode(first);
    checkNode(second);
    if (first == second) {
      throw new IllegalArgumentException("node=" + first + ": a link is between two nodes");
    }
    if (adapterNo.isPresent()
        && (adapterNo.getAsInt() < 0 || adapterNo.getAsInt() >= Sisci.MAX_ADAPTERS)) {
      throw new IllegalArgumentException(
          "adapter=" + adapterNo.getAsInt() + ": use 0 to " + (Sisci.MAX_ADAPTERS - 1));
    }
    long now = System.nanoTime();
    List<String> requests = new ArrayList<>();
    for (int adapter = 0; adapter < Sisci.MAX_ADAPTERS; adapter++) {
      if (adapterNo.isEmpty() || adapterNo.getAsInt() == adapter) {
        LinkTable.Link link = LinkTable.Link.between(first, second, adapter);
        requests.add(ClusterText.of(new LinkTable.Change(link, up, now)));
      }
    }
    return tell(nodeIds, requests);
  }

  /**
   * Has a node crash: its processes live on, but what they have in the cluster ends as if they did
   * not, and others notice that.
   *
   * @throws IllegalArgumentException if the cluster has no such node
   */
  public Outcome crash(int nodeId) {
    checkNode(nodeId);
    Outcome outcome = tell(List.of(nodeId), List.of(ClusterText.CRASH));
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CRASH_LIMIT_MILLIS);
    while (outcome.failures().isEmpty()
        && NodeClaim.isAlive(names, nodeId)
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return outcome;
  }

  private void checkNode(int nodeId) {
    if (!nodeIds.contains(nodeId)) {
      throw new IllegalArgumentException("node=" + nodeId + ": is none of the nodes " + nodeIds);
    }
  }

  private Outcome tell(List<Integer> nodes, List<String> requests) {
    int done = 0;
    List<String> failures = new ArrayList<>();
    for (int nodeId : nodes) {
      for (int slot = 0; slot < NodeClaim.SLOTS; slot++) {
        try (ControlClient client = ControlClient.reach(names.process(nodeId, slot))) {
          if (client == null) {
            continue;
          }
          String failure = tell(client, requests);
          if (failure == null) {
            done++;
          } else {
            failures.add("node " + nodeId + ": " + failure);
          }
        }
      }
    }
    return new Outcome(done, failures);
  }

  private static @Nullable String tell(ControlClient client, List<String> requests) {
    for (String request : requests) {
      String failure = client.command(request);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }
}
