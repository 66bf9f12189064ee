// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.linux.Libc;

/** The adapters of this node: a fabric each, opened when it is needed, and the paths. */
final class Adapters implements AutoCloseable {

  private final ClusterNames names;
  private final int nodeId;
  private final long pageSize = Libc.get().getpagesize();
  private final List<Map<Integer, Path>> paths = new ArrayList<>();

  /** By adapter. Guarded by this, as is whether this is closed. */
  private final Map<Integer, Fabric> fabrics = new HashMap<>();

  private boolean closed;

  Adapters(ClusterSettings settings, ClusterNames names, int nodeId) {
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

  @Nullable Path path(int adapterNo, long other) {
    return adapterNo < paths.size() && other == (int) other
        ? paths.get(adapterNo).get((int) other)
        : null;
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
