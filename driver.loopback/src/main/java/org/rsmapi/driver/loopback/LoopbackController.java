// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/**
 * The controller {@code loopback}: a fabric with one node, which all processes of the host share.
 */
final class LoopbackController implements DriverController {

  static final NodeId LOCAL_NODE = NodeId.of(1);

  /** The CPU's own loads and stores: 1, 2, 4 and 8 bytes, none of them torn. */
  private static final long WIDTHS = 1 | 2 | 4 | 8;

  private static final long NO_LIMIT = 0;

  private final Fabric fabric;
  private final ControllerAttributes attributes;

  LoopbackController(Fabric fabric) {
    this.fabric = fabric;
    this.attributes =
        new ControllerAttributes(
            WIDTHS,
            WIDTHS,
            fabric.pageSize(),
            NO_LIMIT,
            NO_LIMIT,
            NO_LIMIT,
            NO_LIMIT,
            NO_LIMIT,
            NO_LIMIT);
  }

  @Override
  public ControllerAttributes attributes() {
    return attributes;
  }

  @Override
  public NodeId localNode() {
    return LOCAL_NODE;
  }

  @Override
  public Optional<Topology.LocalController> topology() {
    return Optional.empty();
  }

  @Override
  public boolean isClusterNode(NodeId node) {
    return node.equals(LOCAL_NODE);
  }

  @Override
  public int maxAccessEntries() {
    return 1;
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    return fabric.allocate(byteSize, arena);
  }

  @Override
  public DriverExport create(MemorySegment memory, SignalListener listener) {
    return fabric.export(memory, listener);
  }

  @Override
  public DriverImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener listener) {
    if (!node.equals(LOCAL_NODE)) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT,
          "connect",
          "node=" + node + "; loopback reaches node " + LOCAL_NODE + " only");
    }
    return fabric.connect(node, id, permission, listener);
  }

  @Override
  public void close() {
    fabric.close();
  }

  @Override
  public boolean supportsRebind() {
    return true;
  }

  @Override
  public boolean supportsLocks() {
    return false;
  }

  @Override
  public @Nullable DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    return null; // a transfer is a copy by the CPU
  }
}
