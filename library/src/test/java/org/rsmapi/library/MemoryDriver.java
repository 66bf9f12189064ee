// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.Topology;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.Availability;
import org.rsmapi.spi.ControllerListener;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.DriverLocalMemory;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/**
 * A driver whose interconnect is this process's own memory, so that the library can be tested
 * alone: with mapping or as an engine without, with a medium that keeps or loses accesses.
 */
final class MemoryDriver implements RsmDriver {

  static final long PAGE = 4096;
  static final NodeId NODE = NodeId.of(3);

  final String type;
  boolean mapping = true;
  boolean lossy;
  int version = SPI_VERSION;
  Availability availability = Availability.available();
  List<Integer> units = List.of(0, 1);
  PeerCredentials peer = new PeerCredentials(100, 100, Set.of());
  SegmentOwner owner = new SegmentOwner(100, 100, 0022);

  ControllerAttributes attributes =
      new ControllerAttributes(15, 15, PAGE, 64 * PAGE, 0, 0, 0, 0, 0);
  boolean canRebind = true;
  boolean canLock;

  /** So many segments can be published at once. */
  volatile int publications = Integer.MAX_VALUE;

  /** Is told the name of a call before it does anything; may throw, or hold the call back. */
  volatile Consumer<String> before = call -> {};

  final Map<SegmentId, Export> published = new ConcurrentHashMap<>();
  final List<Controller> open = new CopyOnWriteArrayList<>();
  final AtomicLong errors = new AtomicLong();
  final AtomicLong liveBarriers = new AtomicLong();

  /** Whether local memory is prepared, and so counted. */
  boolean registering;

  final AtomicLong liveLocalMemories = new AtomicLong();
  final AtomicLong liveMappings = new AtomicLong();

  /** What the next calls answer; null for success. */
  volatile RuntimeException registerFailure;

  volatile RuntimeException mapFailure;
  volatile RuntimeException transferFailure;
  volatile RuntimeException postFailure;
  volatile RuntimeException barrierFailure;

  /** What importers have posted. */
  final AtomicLong accumulatingPosts = new AtomicLong();

  final AtomicLong otherPosts = new AtomicLong();

  /** A lossy medium loses the transfer that brings this to 0; judged when a barrier closes. */
  int lossAfterTransfers;

  /** Runs before the driver of an engine moves data, and before it maps. */
  volatile Runnable beforeTransfer = () -> {};

  volatile Runnable beforeMap = () -> {};
  volatile Runnable beforeUnmap = () -> {};
  volatile Runnable beforeBarrierClose = () -> {};

  /** Runs before a device closes. */
  volatile Runnable beforeClose = () -> {};

  /** Uses of barriers after their end. */
  final AtomicLong errorsOfTheLibrary = new AtomicLong();

  private final AtomicLong nextSystemId = new AtomicLong(SegmentId.SYSTEM_FIRST.value());

  MemoryDriver(String type) {
    this.type = type;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public int spiVersion() {
    return version;
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public List<Integer> units() {
    return units;
  }

  @Override
  public DriverController open(int unit, ControllerListener listener) {
    Controller controller = new Controller(unit, listener);
    open.add(controller);
    return controller;
  }

  private static void failIfAsked(RuntimeException failure, String call) {
    if (failure instanceof RsmException e) {
      throw new RsmException(e.error(), call, e.detail());
    }
    if (failure != null) {
      throw failure;
    }
  }

  final class Controller implements DriverController {

    final int unit;
    final ControllerListener listener;
    final List<Export> exports = new CopyOnWriteArrayList<>();
    final List<Import> imports = new CopyOnWriteArrayList<>();

    Controller(int unit, ControllerListener listener) {
      this.unit = unit;
      this.listener = listener;
    }

    @Override
    public ControllerAttributes attributes() {
      return attributes;
    }

    @Override
    public NodeId localNode() {
      return NODE;
    }

    @Override
    public Optional<Topology.LocalController> topology() {
      before.accept("topology");
      return Optional.of(new Topology.LocalController(type + unit, unit, List.of()));
    }

    @Override
    public boolean isClusterNode(NodeId node) {
      return node.value() >= 1 && node.value() <= 4;
    }

    @Override
    public int maxAccessEntries() {
      return 64;
    }

    @Override
    public boolean supportsRebind() {
      return canRebind;
    }

    @Override
    public boolean supportsLocks() {
      return canLock;
    }

    @Override
    public DriverLocalMemory registerLocalMemory(MemorySegment memory) {
      failIfAsked(registerFailure, "registerLocalMemory");
      if (!registering) {
        return null;
      }
      liveLocalMemories.incrementAndGet();
      return liveLocalMemories::decrementAndGet;
    }

    @Override
    public MemorySegment allocate(long byteSize, Arena arena) {
      return arena.allocate(byteSize, PAGE);
    }

    @Override
    public DriverExport create(MemorySegment memory, SignalListener listener) {
      before.accept("create");
      Export export = new Export(memory, listener);
      exports.add(export);
      return export;
    }

    @Override
    public DriverImport connect(
        NodeId node, SegmentId id, Permission permission, ImportListener listener) {
      before.accept("connect");
      if (!node.equals(NODE)) {
        throw new RsmException(RsmError.RSM_ADDR_UNREACHABLE, "connect", "node=" + node);
      }
      Export export = published.get(id);
      if (export == null) {
        throw new RsmException(RsmError.SEG_NOT_PUBLISHED, "connect", "id=" + id);
      }
      RsmError decision = export.policy.decide(node, peer, permission);
      if (decision != RsmError.SUCCESS) {
        throw new RsmException(decision, "connect", "id=" + id);
      }
      int most = export.policy.maxConnections();
      if (most > 0 && export.imports.size() >= most) {
        throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, "connect", "id=" + id);
      }
      Import connection = new Import(export, listener);
      export.imports.add(connection);
      imports.add(connection);
      return connection;
    }

    @Override
    public void close() {
      beforeClose.run();
      open.remove(this);
      exports.forEach(Export::destroy);
      imports.forEach(Import::disconnect);
    }
  }

  final class Export implements DriverExport {

    volatile MemorySegment memory;
    final SignalListener listener;
    final AtomicLong arrived = new AtomicLong();
    final List<Import> imports = new CopyOnWriteArrayList<>();
    volatile AccessPolicy policy = (node, credentials, requested) -> RsmError.PERM_DENIED;
    SegmentId id = SegmentId.ANY;
    volatile boolean waiting;

    Export(MemorySegment memory, SignalListener listener) {
      this.memory = memory;
      this.listener = listener;
    }

    @Override
    public SegmentOwner owner() {
      return owner;
    }

    @Override
    public SegmentId publish(SegmentId wanted, AccessPolicy decider) {
      before.accept("publish");
      if (published.size() >= publications) {
        throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, "publish", "id=" + wanted);
      }
      SegmentId chosen =
          wanted.equals(SegmentId.ANY) ? SegmentId.of(nextSystemId.getAndIncrement()) : wanted;
      policy = decider;
      if (published.putIfAbsent(chosen, this) != null) {
        throw new RsmException(RsmError.SEG_IN_USE, "publish", "id=" + chosen);
      }
      id = chosen;
      return chosen;
    }

    @Override
    public void republish(AccessPolicy decider) {
      before.accept("republish");
      policy = decider;
    }

    @Override
    public void rebind(MemorySegment other) {
      before.accept("rebind");
      memory = other;
    }

    @Override
    public void unpublish() {
      before.accept("unpublish");
      withdraw();
    }

    private void withdraw() {
      published.remove(id, this);
      List<Import> cut = new ArrayList<>(imports);
      imports.clear();
      cut.forEach(connection -> connection.listener.broken());
    }

    @Override
    public void destroy() {
      before.accept("destroy");
      withdraw();
    }

    @Override
    public void post(boolean accumulate) {
      imports.forEach(connection -> connection.arrive(accumulate));
    }

    @Override
    public long takeArrived(long pending) {
      return arrived.getAndSet(0);
    }

    @Override
    public void setWaiting(boolean value) {
      // Arrivals are told in any case.
      waiting = value;
    }
  }

  final class Import implements DriverImport {

    final Export export;
    final ImportListener listener;
    final AtomicLong arrived = new AtomicLong();

    Import(Export export, ImportListener listener) {
      this.export = export;
      this.listener = listener;
    }

    void arrive(boolean accumulate) {
      arrived.incrementAndGet();
      listener.signalsArrived();
    }

    @Override
    public long byteSize() {
      return export.memory.byteSize();
    }

    @Override
    public MemorySegment window() {
      return mapping ? export.memory : null;
    }

    @Override
    @SuppressWarnings("restricted")
    public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
      beforeMap.run();
      failIfAsked(mapFailure, "map");
      if (!mapping) {
        throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, "map", "");
      }
      liveMappings.incrementAndGet();
      return MemorySegment.ofAddress(export.memory.address() + offset)
          .reinterpret(byteSize, arena, null);
    }

    @Override
    public MemorySegment mapFixed(
        long address, long offset, long byteSize, Permission permission, Arena arena) {
      if (export.memory.address() + offset != address) {
        throw new RsmException(RsmError.MAP_FAILED, "map", "only where the memory lies anyway");
      }
      return map(offset, byteSize, permission, arena);
    }

    @Override
    public void unmap(MemorySegment memory) {
      beforeUnmap.run();
      liveMappings.decrementAndGet();
    }

    @Override
    public void get(long offset, MemorySegment target, int elementSize) {
      beforeTransfer.run();
      failIfAsked(transferFailure, "transfer");
      MemorySegment.copy(export.memory, offset, target, 0, target.byteSize());
    }

    @Override
    public void put(long offset, MemorySegment source, int elementSize) {
      beforeTransfer.run();
      failIfAsked(transferFailure, "transfer");
      MemorySegment.copy(source, 0, export.memory, offset, source.byteSize());
    }

    @Override
    public DriverBarrier newBarrier() {
      failIfAsked(barrierFailure, "newBarrier");
      return lossy ? new CountingBarrier() : null;
    }

    @Override
    public void disconnect() {
      export.imports.remove(this);
    }

    @Override
    public void post(boolean accumulate) {
      failIfAsked(postFailure, "post");
      (accumulate ? accumulatingPosts : otherPosts).incrementAndGet();
      export.arrived.incrementAndGet();
      export.listener.signalsArrived();
    }

    @Override
    public long takeArrived(long pending) {
      return arrived.getAndSet(0);
    }

    @Override
    public void setWaiting(boolean waiting) {
      // Arrivals are always told.
    }
  }

  /** Fails if the error count moved since open, as Sun Fire Link's barriers do. */
  final class CountingBarrier implements DriverBarrier {

    private long noted;
    private volatile boolean destroyed;

    CountingBarrier() {
      liveBarriers.incrementAndGet();
    }

    @Override
    public void open() {
      noted = errors.get();
    }

    @Override
    public void order() {
      close();
      noted = errors.get();
    }

    @Override
    public void close() {
      beforeBarrierClose.run();
      if (destroyed) {
        errorsOfTheLibrary.incrementAndGet();
      }
      if (lossAfterTransfers > 0 && --lossAfterTransfers == 0) {
        errors.incrementAndGet();
      }
      if (errors.get() != noted) {
        throw new RsmException(RsmError.BARRIER_FAILURE, "barrier", "errors=" + errors);
      }
    }

    @Override
    public void destroy() {
      if (destroyed) {
        errorsOfTheLibrary.incrementAndGet();
      }
      destroyed = true;
      liveBarriers.decrementAndGet();
    }
  }
}
