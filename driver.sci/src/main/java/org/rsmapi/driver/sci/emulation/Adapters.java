// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.linux.Libc;

/** The adapters of this node: a fabric each, opened when it is needed, and the paths. */
final class Adapters implements AutoCloseable {

  private final ClusterSettings settings;
  private final ClusterNames names;
  private final int nodeId;
  private final long pageSize = Libc.get().getpagesize();
  private final List<Map<Integer, Path>> paths = new ArrayList<>();

  /** By adapter. Guarded by this, as is whether this is closed. */
  private final Map<Integer, Fabric> fabrics = new HashMap<>();

  private boolean closed;

  Adapters(ClusterSettings settings, ClusterNames names, int nodeId) {
    this.settings = settings;
    this.names = names;
    this.nodeId = nodeId;
    for (int adapterNo = 0; adapterNo < settings.adapters(); adapterNo++) {
      Map<Integer, Path> ways = new HashMap<>();
      for (int other : settings.nodeIds()) {
        ways.put(other, new Path(adapterNo, other));
      }
      paths.add(ways);
    }
  }

  long pageSize() {
    return pageSize;
  }

  synchronized Fabric fabric(int adapterNo) {
    if (closed) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, "open", "the emulation is closed");
    }
    return fabrics.computeIfAbsent(adapterNo, number -> Fabric.open(names.fabric(number, nodeId)));
  }

  /** Returns the way to a node, or null if the cluster has no such node. */
  @Nullable Path pathOrNull(int adapterNo, long other) {
    return adapterNo < paths.size() && other == (int) other
        ? paths.get(adapterNo).get((int) other)
        : null;
  }

  void check(int adapterNo, String call) {
    if (adapterNo < 0 || adapterNo >= Sisci.MAX_ADAPTERS) {
      throw Failure.of(SisciError.ILLEGAL_ADAPTERNO, call, "adapter=" + adapterNo);
    }
    if (adapterNo >= settings.adapters()) {
      throw Failure.of(
          SisciError.NO_SUCH_ADAPTERNO,
          call,
          "adapter=" + adapterNo + "; there are " + settings.adapters());
    }
  }

  /** Returns the way to a node. */
  Path path(int adapterNo, int nodeId, String call) {
    check(adapterNo, call);
    if (!ClusterSettings.isNodeId(nodeId)) {
      throw Failure.of(
          SisciError.ILLEGAL_NODEID, call, "node=" + nodeId + "; nodes are multiples of 4");
    }
    Path path = pathOrNull(adapterNo, nodeId);
    if (path == null) {
      throw Failure.of(
          SisciError.NO_SUCH_NODEID,
          call,
          "node=" + nodeId + "; the cluster has " + settings.nodeIds());
    }
    return path;
  }

  /** An adapter without any link that works is a fault of this side. */
  void checkLink(Path path, String call) {
    if (!path.isUp()) {
      throw Failure.of(
          isAnyLinkUp(path.adapterNo())
              ? SisciError.NO_REMOTE_LINK_ACCESS
              : SisciError.NO_LINK_ACCESS,
          call,
          "the link to node " + path.nodeId() + " is down");
    }
  }

  /** Tells whether a living process is a node. */
  boolean isAlive(int other, String call) {
    try {
      return NodeClaim.isAlive(names, other);
    } catch (RsmException e) {
      throw Failure.of(e, call);
    }
  }

  /** Returns why something is not found on a node. */
  SisciException absent(Path path, String call, String what) {
    return isAlive(path.nodeId(), call)
        ? Failure.of(
            SisciError.NO_SUCH_SEGMENT, call, what + " of node " + path.nodeId() + " is not there")
        : Failure.of(
            SisciError.NODE_NOT_RESPONDING, call, "no living process is node " + path.nodeId());
  }

  /** Tells whether any other node can be reached; if there is none, nothing is broken. */
  boolean isAnyLinkUp(int adapterNo) {
    Map<Integer, Path> ways = paths.get(adapterNo);
    return ways.size() == 1
        || ways.values().stream().anyMatch(path -> path.nodeId() != nodeId && path.isUp());
  }

  @Override
  public void close() {
    List<Fabric> ending;
    synchronized (this) {
      closed = true;
      ending = List.copyOf(fabrics.values());
    }
    ending.forEach(Fabric::close);
  }
}
