// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.FabricImport;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/** The controller of one network: the segments of one user, on the node that users share. */
final class WciController implements DriverController {

  private static final String CONNECT = "connect";

  private final Networks networks;
  private final WciNode node;
  private final ControllerListener listener;
  private final Fabric fabric;
  private final ControllerAttributes attributes;
  private final Set<WciExport> exports = ConcurrentHashMap.newKeySet();
  private final Set<DriverImport> imports = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over the use of a node. */
  WciController(Networks networks, WciNode node, ControllerListener listener) {
    this.networks = networks;
    this.node = node;
    this.listener = listener;
    boolean done = false;
    try {
      this.fabric = Fabric.open(node.fabricName());
      done = true;
    } finally {
      if (!done) {
        networks.leave(node);
      }
    }
    this.attributes = WciLimits.attributes(fabric.pageSize(), node.cmmu().entries());
    node.add(this);
  }

  WciNode node() {
    return node;
  }

  Cmmu cmmu() {
    return node.cmmu();
  }

  Set<WciExport> exports() {
    return exports;
  }

  Set<DriverImport> imports() {
    return imports;
  }

  /** The node has died under it. */
  void withdraw(String reason) {
    listener.withdrawn(reason);
  }

  void checkOpen(String operation) {
    if (closed.get() || node.isDead()) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT, operation, node.name() + " is closed, or its node has died");
    }
  }

  @Override
  public ControllerAttributes attributes() {
    return attributes;
  }

  @Override
  public NodeId localNode() {
    return NodeId.of(node.cnode());
  }

  @Override
  public Optional<Topology.LocalController> topology() {
    return Optional.of(node.remotes().topology());
  }

  @Override
  public boolean isClusterNode(NodeId other) {
    return node.remotes().isMember(other);
  }

  @Override
  public int maxAccessEntries() {
    return WciLimits.ACCESS_ENTRIES;
  }

  @Override
  public boolean supportsRebind() {
    return false;
  }

  @Override
  public boolean supportsLocks() {
    return false;
  }

  @Override
  public @Nullable DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    return null; // a transfer is a copy by the CPU
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    checkOpen("allocate");
    return fabric.allocate(byteSize, attributes().pageSize(), arena);
  }

  @Override
  public DriverExport create(MemorySegment memory, SignalListener signals) {
    checkOpen("create");
    WciExport export = new WciExport(this, fabric.export(memory, signals), memory.byteSize());
    exports.add(export);
    if (closed.get()) {
      export.destroy();
      checkOpen("create");
    }
    return export;
  }

  @Override
  public DriverImport connect(
      NodeId exporter, SegmentId id, Permission permission, ImportListener told) {
    checkOpen(CONNECT);
    DriverImport imported =
        exporter.equals(localNode())
            ? new OwnImport(this, fabric.connect(exporter, id, permission, told))
            : connectRemote(exporter, id, permission, told);
    imports.add(imported);
    if (closed.get()) {
      imported.disconnect();
      checkOpen(CONNECT);
    }
    return imported;
  }

  private WciImport connectRemote(
      NodeId exporter, SegmentId id, Permission permission, ImportListener told) {
    RemoteNode remote = node.remotes().get(exporter);
    int epoch = remote.epoch();
    node.remotes().reach(remote);
    FabricImport connection = connect(remote, exporter, id, permission, told);
    WciImport imported = new WciImport(this, remote, connection, told);
    if (!remote.enter(imported, epoch)) {
      imported.disconnect();
      throw RemoteNode.unreachable(CONNECT, exporter, "the node was lost meanwhile");
    }
    return imported;
  }

  private FabricImport connect(
      RemoteNode remote,
      NodeId exporter,
      SegmentId id,
      Permission permission,
      ImportListener told) {
    try {
      return fabric.connect(exporter, id, permission, told);
    } catch (RsmException e) {
      if (remote.page() == null) {
        throw RemoteNode.unreachable(CONNECT, exporter, "the node was lost meanwhile");
      }
      throw e;
    }
  }

  void forget(DriverImport imported) {
    imports.remove(imported);
  }

  void forget(WciExport export) {
    exports.remove(export);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    List.copyOf(imports).forEach(DriverImport::disconnect);
    List.copyOf(exports).forEach(WciExport::destroy);
    fabric.close();
    node.remove(this);
    networks.leave(node);
  }
}
