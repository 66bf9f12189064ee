// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
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

/** A controller with faults around it; knows its imports, so that they can be broken. */
final class FaultyController implements DriverController {

  private static final String CONNECT = "connect";

  private final int unit;
  private final DriverController device;
  private final OpenControllers controllers;
  private final Passage passage;
  private final Set<FaultyImport> imports = ConcurrentHashMap.newKeySet();

  /** Null once this is closed: no callback comes after that. Guarded by this. */
  private @Nullable ControllerListener listener;

  FaultyController(
      int unit,
      DriverController device,
      ControllerListener listener,
      OpenControllers controllers,
      Passage passage) {
    this.unit = unit;
    this.device = device;
    this.listener = listener;
    this.controllers = controllers;
    this.passage = passage;
  }

  int unit() {
    return unit;
  }

  /** Pulls the device: calls fail from now on, and the library is told. */
  void withdraw() {
    passage.shut();
    synchronized (this) {
      ControllerListener told = listener;
      if (told != null) {
        told.withdrawn(OpenControllers.reason(unit)); // returns at once
      }
    }
  }

  int breakConnections(SegmentId id) {
    int broken = 0;
    for (FaultyImport imported : imports) {
      if (imported.isOf(id) && imported.breakConnection()) {
        broken++;
      }
    }
    return broken;
  }

  @Override
  public ControllerAttributes attributes() {
    return device.attributes();
  }

  @Override
  public NodeId localNode() {
    return device.localNode();
  }

  @Override
  public Optional<Topology.LocalController> topology() {
    passage.pass(FaultPoint.TOPOLOGY, "topology");
    return device.topology();
  }

  @Override
  public boolean isClusterNode(NodeId node) {
    return device.isClusterNode(node);
  }

  @Override
  public int maxAccessEntries() {
    return device.maxAccessEntries();
  }

  @Override
  public boolean supportsRebind() {
    return device.supportsRebind();
  }

  @Override
  public boolean supportsLocks() {
    return device.supportsLocks();
  }

  @Override
  public @Nullable DriverLocalMemory registerLocalMemory(MemorySegment memory) {
    passage.pass(FaultPoint.LOCAL_MEMORY, "registerLocalMemory");
    return device.registerLocalMemory(memory);
  }

  @Override
  public MemorySegment allocate(long byteSize, Arena arena) {
    passage.pass(FaultPoint.ALLOCATE, "allocate");
    return device.allocate(byteSize, arena);
  }

  @Override
  public DriverExport create(MemorySegment memory, SignalListener signals) {
    passage.pass(FaultPoint.CREATE, "create");
    return new FaultyExport(device.create(memory, signals), passage);
  }

  @Override
  public DriverImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener told) {
    ArmedFault fault = passage.meet(FaultPoint.CONNECT, CONNECT);
    if (fault != null) {
      if (fault.effect() == ArmedFault.Effect.DROP) {
        passage.awaitNothing(fault, CONNECT);
      }
      throw fault.failure(CONNECT);
    }
    ImportCallbacks callbacks = new ImportCallbacks(told);
    DriverImport connection = device.connect(node, id, permission, callbacks);
    FaultyImport imported = new FaultyImport(id, connection, callbacks, passage, imports::remove);
    imports.add(imported);
    return imported;
  }

  @Override
  public void close() {
    synchronized (this) {
      listener = null;
    }
    passage.shut();
    controllers.leave(this);
    try {
      device.close();
    } finally {
      imports.clear();
    }
  }
}
