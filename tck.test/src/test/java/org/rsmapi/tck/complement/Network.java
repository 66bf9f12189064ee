// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** The nodes of this process, with their open controllers and published segments. */
final class Network {

  static final Network NETWORK = new Network();

  private static final int FIRST_NODE = 11;

  /** A segment is known by node and id. */
  private record Address(NodeId node, SegmentId id) {}

  private final List<ComplementController> open = new CopyOnWriteArrayList<>();
  private final Set<Integer> withdrawn = new HashSet<>();
  private final Map<Address, ComplementExport> published = new HashMap<>();
  private long nextSystemId = SegmentId.SYSTEM_FIRST.value();

  private Network() {}

  static NodeId node(int unit) {
    return NodeId.of(FIRST_NODE + unit);
  }

  static boolean isNode(NodeId node) {
    return ComplementDriver.UNITS.stream().anyMatch(unit -> node(unit).equals(node));
  }

  synchronized boolean isPresent(int unit) {
    return !withdrawn.contains(unit);
  }

  synchronized void enter(ComplementController controller) {
    if (!isPresent(controller.unit())) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, "open", "unit=" + controller.unit());
    }
    open.add(controller);
  }

  void leave(ComplementController controller) {
    open.remove(controller);
  }

  void withdraw(int unit) {
    synchronized (this) {
      withdrawn.add(unit);
    }
    open.stream()
        .filter(controller -> controller.unit() == unit)
        .forEach(ComplementController::withdraw);
  }

  synchronized void restore(int unit) {
    withdrawn.remove(unit);
  }

  int breakConnections(SegmentId id) {
    return open.stream().mapToInt(controller -> controller.breakConnections(id)).sum();
  }

  /** Enters a segment; the id is picked if any will do. */
  synchronized SegmentId publish(NodeId node, SegmentId wanted, ComplementExport export) {
    SegmentId id = wanted.equals(SegmentId.ANY) ? SegmentId.of(nextSystemId++) : wanted;
    if (published.putIfAbsent(new Address(node, id), export) != null) {
      throw new RsmException(RsmError.SEGID_IN_USE, "publish", "id=" + id);
    }
    return id;
  }

  synchronized void unpublish(NodeId node, SegmentId id) {
    published.remove(new Address(node, id));
  }

  synchronized Optional<ComplementExport> find(NodeId node, SegmentId id) {
    return Optional.ofNullable(published.get(new Address(node, id)));
  }
}
