// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/** An open controller. The medium is this JVM, so the only node is the one that we are. */
final class SampleController implements DriverController {

  static final NodeId LOCAL_NODE = NodeId.of(1);

  private static final long PAGE = 4096;
  private static final long WIDTHS = 1 | 2 | 4 | 8; // a mask: bit n says that n bytes are possible
  private static final int NO_LIMIT = 0;

  private final String name;
  private final Set<SampleExport> exports = ConcurrentHashMap.newKeySet();
  private final Set<SampleImport> imports = ConcurrentHashMap.newKeySet();

  SampleController(String name) {
    this.name = name;
  }

  @Override
  public ControllerAttributes attributes() {
    return new ControllerAttributes(
        WIDTHS, WIDTHS, PAGE, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT);
  }

  @Override
  public NodeId localNode() {
    return LOCAL_NODE;
  }

  /** Every controller is listed; one with links also lists the controllers at their far ends. */
  @Override
  public Optional<Topology.LocalController> topology() {
    return Optional.of(new Topology.LocalController(name, LOCAL_NODE.value(), List.of()));
  }

  @Override
  public boolean isClusterNode(NodeId node) {
    return node.equals(LOCAL_NODE);
  }

  @Override
  public int maxAccessEntries() {
    return 1; // as many as there are nodes
  }

  @Override
  public boolean supportsRebind() {
    return true;
  }

  @Override
  public boolean supportsLocks() {
    return false;
  }

  /** Null: the CPU copies, so nothing has to be locked down for a DMA engine. */
  @Override
  public DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    return null;
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    return arena.allocate(byteSize, PAGE); // zeroed, hence backed by real memory
  }

  /** The library has checked address, size and limits; captures who exports. */
  @Override
  public DriverExport create(MemorySegment memory, SignalListener listener) {
    SampleExport export =
        new SampleExport(memory, listener, ProcessOwner.ofSegment(), exports::remove);
    exports.add(export);
    return export;
  }

  /** Node and id are any: the library leaves it to the driver to know who is there. */
  @Override
  public DriverImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener listener) {
    if (!isClusterNode(node)) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, "connect", "node=" + node);
    }
    SampleExport export = SampleExport.published(id);
    SampleImport imported = new SampleImport(export, listener, imports::remove);
    export.admit(imported, id, permission);
    imports.add(imported);
    return imported;
  }

  /** Whatever the library has left ends as if it had ended it, importers of other libraries too. */
  @Override
  public void close() {
    imports.forEach(SampleImport::disconnect);
    exports.forEach(SampleExport::destroy);
  }
}
