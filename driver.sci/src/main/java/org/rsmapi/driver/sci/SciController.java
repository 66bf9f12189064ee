// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ConnectionState;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/** The controller of one adapter. Owns its use of SISCI, its segments and its connections. */
final class SciController implements DriverController {

  /** Loads and stores of 1, 2, 4 and 8 bytes reach the other side, and are not torn. */
  private static final long WIDTHS = 1 | 2 | 4 | 8;

  private static final int MAX_ACCESS_ENTRIES = 64;

  private final String name;
  private final Sisci sisci;
  private final int adapterNo;
  private final AdapterNodes nodes;
  private final SciLimits limits;
  private final Links links;
  private final LocalMemories localMemories;
  private final Connector connector;
  private final Set<SciExport> exports = ConcurrentHashMap.newKeySet();
  private final Set<SciImport> imports = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over SISCI, unless it fails. */
  SciController(int unit, Sisci sisci, SciConfiguration configuration) {
    this.name = Sci.TYPE + unit;
    this.sisci = sisci;
    this.adapterNo = unit;
    int localNode = sisci.localNodeId(adapterNo);
    this.nodes = configuration.nodes().ofAdapter(adapterNo, localNode);
    this.limits = configuration.limits();
    this.links = new Links(this);
    this.localMemories = new LocalMemories(this, configuration.thresholds());
    this.connector = new Connector(this);
  }

  String name() {
    return name;
  }

  Sisci sisci() {
    return sisci;
  }

  int adapterNo() {
    return adapterNo;
  }

  AdapterNodes nodes() {
    return nodes;
  }

  Links links() {
    return links;
  }

  LocalMemories localMemories() {
    return localMemories;
  }

  void checkOpen(String operation) {
    if (closed.get()) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, operation, name + " is closed");
    }
  }

  @Override
  public ControllerAttributes attributes() {
    return new ControllerAttributes(
        WIDTHS,
        WIDTHS,
        sisci.pageSize(),
        limits.maxExportSegmentSize(),
        0,
        limits.maxExportSegments(),
        limits.maxImportMapSize(),
        0,
        limits.maxImportSegments());
  }

  @Override
  public NodeId localNode() {
    return nodes.local();
  }

  @Override
  public Optional<Topology.LocalController> topology() {
    boolean operational = sisci.isLinkOperational(adapterNo);
    List<Topology.RemoteController> connections =
        nodes.others().stream()
            .map(node -> remote(node, operational && sisci.probeNode(adapterNo, node.sciNode())))
            .toList();
    return Optional.of(
        new Topology.LocalController(name, sisci.localNodeId(adapterNo), connections));
  }

  /** By the convention of the node list an adapter has the same number at both ends. */
  private Topology.RemoteController remote(AdapterNodes.Node node, boolean reached) {
    ConnectionState state = reached ? ConnectionState.ACTIVE : ConnectionState.DOWN;
    return new Topology.RemoteController(node.id(), name, node.sciNode(), state);
  }

  @Override
  public boolean isClusterNode(NodeId node) {
    return nodes.sciNode(node).isPresent();
  }

  @Override
  public int maxAccessEntries() {
    return MAX_ACCESS_ENTRIES;
  }

  @Override
  public boolean supportsRebind() {
    return sisci.supportsRebind();
  }

  @Override
  public boolean supportsLocks() {
    return false;
  }

  @Override
  public @Nullable DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    checkOpen("registerLocalMemory");
    return localMemories.enter(memory);
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    checkOpen("allocate");
    return ErrorMeaning.EXPORT.call("allocate", () -> sisci.allocate(byteSize, arena));
  }

  @Override
  public DriverExport create(MemorySegment memory, SignalListener listener) {
    checkOpen("create");
    SciExport export = new SciExport(this, memory, listener);
    exports.add(export);
    if (closed.get()) {
      export.destroy();
      checkOpen("create");
    }
    return export;
  }

  @Override
  public DriverImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener listener) {
    checkOpen(Connector.CONNECT);
    SciImport imported = connector.connect(node, id, permission, listener);
    imports.add(imported);
    if (closed.get()) {
      imported.disconnect();
      checkOpen(Connector.CONNECT);
    }
    return imported;
  }

  void forget(SciImport imported) {
    imports.remove(imported);
  }

  void forget(SciExport export) {
    exports.remove(export);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    connector.giveUp();
    List.copyOf(imports).forEach(SciImport::disconnect);
    List.copyOf(exports).forEach(SciExport::destroy);
    localMemories.close();
    links.close();
    sisci.close();
  }
}
