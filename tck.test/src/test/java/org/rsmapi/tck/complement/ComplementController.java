// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.rsmapi.ConnectionState;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/** A node. */
final class ComplementController implements DriverController {

  private static final long PAGE = 4096;
  private static final long LARGEST_SEGMENT = 4096 * PAGE;
  private static final long WIDTHS = 1 | 2 | 4 | 8;
  private static final int FIRST_HARDWARE_ADDRESS = 0x400;
  private static final int MAX_ENTRIES = 16;

  private final int unit;
  private final ControllerListener listener;
  private final List<ComplementExport> exports = new CopyOnWriteArrayList<>();
  private final List<ComplementImport> imports = new CopyOnWriteArrayList<>();
  private volatile boolean shut;

  ComplementController(int unit, ControllerListener listener) {
    this.unit = unit;
    this.listener = listener;
  }

  int unit() {
    return unit;
  }

  boolean isShut() {
    return shut;
  }

  /** Takes a call past the faults at a point; true if its message gets lost. */
  boolean meet(FaultPoint point, String operation) {
    return ComplementFaults.BOARD.meet(point, operation, this::isShut);
  }

  private void shut() {
    shut = true;
    ComplementFaults.BOARD.wake();
  }

  void withdraw() {
    shut();
    listener.withdrawn("unit=" + unit + " was pulled");
  }

  int breakConnections(SegmentId id) {
    return Math.toIntExact(
        imports.stream()
            .filter(imported -> imported.export().isPublishedAs(id))
            .filter(ComplementImport::breakOnce)
            .count());
  }

  void forget(ComplementImport imported) {
    imports.remove(imported);
  }

  void forget(ComplementExport exported) {
    exports.remove(exported);
  }

  @Override
  public ControllerAttributes attributes() {
    return new ControllerAttributes(WIDTHS, WIDTHS, PAGE, LARGEST_SEGMENT, 0, 0, 0, 0, 0);
  }

  @Override
  public NodeId localNode() {
    return Network.node(unit);
  }

  @Override
  public Optional<Topology.LocalController> topology() {
    meet(FaultPoint.TOPOLOGY, "topology");
    ConnectionState state =
        ComplementFaults.BOARD.isDropped(FaultPoint.LINK)
            ? ConnectionState.DOWN
            : ConnectionState.ACTIVE;
    List<Topology.RemoteController> links =
        ComplementDriver.UNITS.stream()
            .filter(other -> other != unit)
            .map(
                other ->
                    new Topology.RemoteController(
                        Network.node(other), name(other), hardwareAddress(other), state))
            .toList();
    return Optional.of(new Topology.LocalController(name(unit), hardwareAddress(unit), links));
  }

  private static String name(int unit) {
    return ComplementDriver.TYPE + unit;
  }

  private static long hardwareAddress(int unit) {
    return FIRST_HARDWARE_ADDRESS + 4L * unit;
  }

  @Override
  public boolean isClusterNode(NodeId node) {
    return Network.isNode(node);
  }

  @Override
  public int maxAccessEntries() {
    return MAX_ENTRIES;
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
  public DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    meet(FaultPoint.LOCAL_MEMORY, "registerLocalMemory");
    return () -> {};
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    meet(FaultPoint.ALLOCATE, "allocate");
    return arena.allocate(byteSize, PAGE);
  }

  @Override
  public DriverExport create(MemorySegment memory, SignalListener signals) {
    meet(FaultPoint.CREATE, "create");
    ComplementExport export = new ComplementExport(this, memory, signals);
    exports.add(export);
    return export;
  }

  @Override
  public DriverImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener told) {
    if (meet(FaultPoint.CONNECT, "connect")) {
      ComplementFaults.BOARD.awaitNothing(FaultPoint.CONNECT, "connect", this::isShut);
      throw new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, "connect", "no answer");
    }
    boolean remote = !node.equals(localNode());
    if (!Network.isNode(node) || (remote && meet(FaultPoint.LINK, "connect"))) {
      throw new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, "connect", "node=" + node);
    }
    ComplementImport imported =
        Network.NETWORK
            .find(node, id)
            .orElseThrow(() -> new RsmException(RsmError.SEG_NOT_PUBLISHED, "connect", "id=" + id))
            .admit(id, this, permission, told);
    imports.add(imported);
    return imported;
  }

  @Override
  public void close() {
    shut();
    Network.NETWORK.leave(this);
    exports.forEach(ComplementExport::destroy);
    imports.forEach(ComplementImport::disconnect);
  }
}
