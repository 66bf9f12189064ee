// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.transfer.Traffic;
import org.rsmapi.fabric.FabricImport;

/** Another node as this process sees it: the traffic there, and the imports from there. */
final class RemoteNode {

  private final int cnode;
  private final Traffic traffic;

  /** Guarded by this. */
  private final Set<WciImport> imports = new LinkedHashSet<>();

  /** Goes up when the node is lost. Guarded by this. */
  private int epoch;

  /** Memory there for the round trips of barriers; null while it is not connected. */
  private volatile @Nullable FabricImport scratch;

  RemoteNode(int cnode, WciNode node) {
    this.cnode = cnode;
    this.traffic =
        new Traffic(
            new Route(cnode, false, List.of()), node.errors(), node.obstacles(), this::adapt);
  }

  int cnode() {
    return cnode;
  }

  Traffic traffic() {
    return traffic;
  }

  static RsmException unreachable(String operation, NodeId node, String why) {
    return new RsmException(
        RsmError.REMOTE_NODE_UNREACHABLE, operation, "node=" + node + "; " + why);
  }

  /** Goes by another route. */
  void reroute(Route route) {
    traffic.reroute(route);
  }

  /** What gets through has changed. */
  void adapt() {
    all().forEach(WciImport::adapt);
  }

  /** A link has died or come to life, perhaps one of those to this node. */
  void refresh() {
    traffic.refresh();
    adapt();
  }

  private synchronized List<WciImport> all() {
    return List.copyOf(imports);
  }

  synchronized int epoch() {
    return epoch;
  }

  /** Enters an import, unless the node was lost since an epoch. */
  boolean enter(WciImport imported, int since) {
    synchronized (this) {
      if (epoch != since) {
        return false;
      }
      imports.add(imported);
    }
    imported.adapt();
    return true;
  }

  synchronized void leave(WciImport imported) {
    imports.remove(imported);
  }

  /** Returns the memory for round trips, or null if the node is lost. */
  @Nullable MemorySegment page() {
    FabricImport present = scratch;
    return present == null ? null : present.window();
  }

  /** Connects to the memory for round trips, unless that is done. */
  void connectScratch(Supplier<FabricImport> connection) {
    int since = epoch();
    if (scratch != null) {
      return;
    }
    FabricImport fresh = connection.get(); // not under the lock: it waits
    synchronized (this) {
      if (scratch == null && epoch == since) {
        scratch = fresh;
        return;
      }
    }
    fresh.disconnect();
  }

  /** All imports from there end for good. */
  void lose() {
    List<WciImport> lost;
    FabricImport page;
    synchronized (this) {
      epoch++;
      lost = List.copyOf(imports);
      imports.clear();
      page = scratch;
      scratch = null;
    }
    lost.forEach(WciImport::lose);
    if (page != null) {
      page.disconnect();
    }
  }
}
