// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SignalListener;

/** An open controller of a {@link MemoryDriver}. */
final class MemoryController implements DriverController {

  private final MemoryDriver driver;
  final int unit;
  final ControllerListener listener;
  final List<MemoryExport> exports = new CopyOnWriteArrayList<>();
  final List<MemoryImport> imports = new CopyOnWriteArrayList<>();

  MemoryController(MemoryDriver driver, int unit, ControllerListener listener) {
    this.driver = driver;
    this.unit = unit;
    this.listener = listener;
  }

  @Override
  public ControllerAttributes attributes() {
    driver.before.accept("attributes");
    return driver.attributes;
  }

  @Override
  public NodeId localNode() {
    return MemoryDriver.NODE;
  }

  @Override
  public Optional<Topology.LocalController> topology() {
    driver.before.accept("topology");
    return Optional.of(new Topology.LocalController(driver.type + unit, unit, List.of()));
  }

  @Override
  public boolean isClusterNode(NodeId node) {
    driver.before.accept("isClusterNode");
    return node.value() >= 1 && node.value() <= 4;
  }

  @Override
  public int maxAccessEntries() {
    return 64;
  }

  @Override
  public boolean supportsRebind() {
    driver.before.accept("supportsRebind");
    return driver.canRebind;
  }

  @Override
  public boolean supportsLocks() {
    driver.before.accept("supportsLocks");
    return driver.canLock;
  }

  @Override
  public DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    driver.before.accept("registerLocalMemory");
    MemoryDriver.failIfAsked(driver.registerFailure, "registerLocalMemory");
    if (!driver.registering) {
      return null;
    }
    driver.liveLocalMemories.incrementAndGet();
    return () -> {
      driver.before.accept("free");
      driver.liveLocalMemories.decrementAndGet();
    };
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    driver.before.accept("allocate");
    return arena.allocate(byteSize, MemoryDriver.PAGE);
  }

  @Override
  public DriverExport create(MemorySegment memory, SignalListener listener) {
    driver.before.accept("create");
    MemoryExport export = new MemoryExport(driver, memory, listener);
    exports.add(export);
    return export;
  }

  @Override
  public DriverImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener listener) {
    driver.before.accept("connect");
    if (!node.equals(MemoryDriver.NODE)) {
      throw new RsmException(RsmError.RSM_ADDR_UNREACHABLE, "connect", "node=" + node);
    }
    MemoryExport export = driver.published.get(id);
    if (export == null) {
      throw new RsmException(RsmError.SEG_NOT_PUBLISHED, "connect", "id=" + id);
    }
    RsmError decision = export.policy.decide(node, driver.peer, permission);
    if (decision != RsmError.SUCCESS) {
      throw new RsmException(decision, "connect", "id=" + id);
    }
    int most = export.policy.maxConnections();
    if (most > 0 && export.imports.size() >= most) {
      throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, "connect", "id=" + id);
    }
    MemoryImport connection = new MemoryImport(driver, export, listener);
    export.imports.add(connection);
    imports.add(connection);
    return connection;
  }

  @Override
  public void close() {
    driver.beforeClose.run();
    driver.open.remove(this);
    exports.forEach(MemoryExport::destroy);
    imports.forEach(MemoryImport::disconnect);
    driver.before.accept("close");
  }
}
