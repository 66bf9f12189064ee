// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/**
 * One node's access to a fabric: what a controller of a driver opens.
 *
 * <p>Owns an event loop, the memory that this process exports, and the connections in both
 * directions. Closing it ends them all and leaves no thread and no descriptor behind; memory that
 * was handed out stays accessible. Any method may be called by any thread.
 */
public final class Fabric implements AutoCloseable {

  /** How long an attempt to connect waits for the answer of the exporter. */
  public static final int ANSWER_LIMIT_SECONDS = 10;

  private final FabricName name;
  private final LocalExports neighbours;
  private final long pageSize;
  private final EventLoop loop;
  private final WindowSpace windowSpace;
  private final ControlPages controlPages;
  private final ExportedMemory memory = ExportedMemory.OF_PROCESS;
  private final Set<FabricExport> exports = ConcurrentHashMap.newKeySet();
  private final Set<Attempt<?>> attempts = ConcurrentHashMap.newKeySet();
  private final Set<FabricImport> imports = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Fabric(FabricName name, LocalExports neighbours) {
    this.name = name;
    this.neighbours = neighbours;
    this.pageSize = Libc.get().getpagesize();
    this.windowSpace = new WindowSpace();
    this.controlPages = new ControlPages(windowSpace, pageSize);
    try {
      this.loop = new EventLoop(name.fabric());
    } catch (RuntimeException e) {
      windowSpace.close();
      throw e;
    }
  }

  /**
   * Opens a fabric.
   *
   * @param name the fabric and the node of this process
   * @throws RsmException if descriptors or memory are short
   */
  public static Fabric open(FabricName name) {
    return open(name, LocalExports.OF_PROCESS);
  }

  /**
   * Opens a fabric.
   *
   * @param neighbours those whom it reaches without sockets, and who reach it so
   */
  static Fabric open(FabricName name, LocalExports neighbours) {
    Fabric fabric = new Fabric(name, neighbours);
    boolean done = false;
    try {
      fabric.loop.start();
      done = true;
      return fabric;
    } finally {
      if (!done) {
        fabric.close(); // no thread can be started
      }
    }
  }

  FabricName name() {
    return name;
  }

  LocalExports neighbours() {
    return neighbours;
  }

  EventLoop loop() {
    return loop;
  }

  WindowSpace windowSpace() {
    return windowSpace;
  }

  ControlPages controlPages() {
    return controlPages;
  }

  ExportedMemory memory() {
    return memory;
  }

  /**
   * Returns the size of a page.
   *
   * @return bytes
   */
  public long pageSize() {
    return pageSize;
  }

  void checkOpen(String operation) {
    if (closed.get()) {
      throw new RsmException(RsmError.CTLR_NOT_PRESENT, operation, "the fabric is closed");
    }
  }

  /**
   * Allocates memory that is exported without a copy.
   *
   * @param byteSize a multiple of the page size
   * @param arena decides the lifetime
   * @return zeroed memory
   */
  public MemorySegment allocate(long byteSize, Arena arena) {
    return allocate(byteSize, pageSize(), arena);
  }

  /**
   * Allocates memory that is exported without a copy, for interconnects with larger pages.
   *
   * @param byteSize a multiple of the page size
   * @param alignment of its address: a power of two, not less than the page size
   * @param arena decides the lifetime
   * @return zeroed memory
   */
  public MemorySegment allocate(long byteSize, long alignment, Arena arena) {
    checkOpen("allocate");
    MemorySegment allocated = memory.allocate(windowSpace, byteSize, alignment, arena);
    if (closed.get()) {
      memory.forgetUnused(windowSpace);
    }
    return allocated;
  }

  /**
   * Puts memory of the caller on the fabric, in place.
   *
   * @param range page aligned, alive, writable
   * @param listener is told of signals for the exporter
   * @return the export, not published
   */
  public FabricExport export(MemorySegment range, SignalListener listener) {
    checkOpen("create");
    SegmentOwner owner = ProcessOwner.current();
    FabricExport export = new FabricExport(this, range, listener, owner);
    exports.add(export);
    if (closed.get()) {
      export.release();
      checkOpen("create");
    }
    return export;
  }

  /**
   * Connects to a published segment.
   *
   * @param node the node of the exporter
   * @param id the id it is published under
   * @param permission exactly read, write, or both
   * @param listener is told of signals and of the end of the connection
   * @return the import
   */
  public FabricImport connect(
      NodeId node, SegmentId id, Permission permission, ImportListener listener) {
    checkOpen(Attempt.CONNECT);
    String target = name.at(node.value()).socketName(id.value());
    FabricExport local = neighbours.find(target);
    return local == null
        ? new Connector(this, target).connect(permission, listener)
        : new LocalConnector(this, local, target).connect(permission, listener);
  }

  /**
   * Has the event loop call a handler whenever a socket has something to read; the handler returns
   * at once.
   *
   * @return the key to end that with
   * @throws RsmException if the fabric is closed or resources are short
   */
  public long watch(UnixSocket socket, Runnable ready) {
    return loop.watch(socket.number(), ready::run);
  }

  /** Ends {@link #watch}, before the socket is closed. */
  public void unwatch(UnixSocket socket, long key) {
    loop.unwatch(socket.number(), key);
  }

  /**
   * Has the event loop run a task, which returns at once.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the fabric is closed
   */
  public void execute(Runnable task) {
    loop.execute(task);
  }

  /** Has the event loop run a task after a while; only from that loop. */
  public void executeLater(long delayMillis, Runnable task) {
    loop.schedule(delayMillis, task);
  }

  void enter(FabricImport imported) {
    imports.add(imported);
    checkOpen(Attempt.CONNECT);
  }

  /** An attempt to connect ends at once when this fabric is closed. */
  void enter(Attempt<?> attempt) {
    attempts.add(attempt);
    checkOpen(Attempt.CONNECT);
  }

  void forget(Attempt<?> attempt) {
    attempts.remove(attempt);
  }

  void forget(FabricImport imported) {
    imports.remove(imported);
  }

  void forget(FabricExport export) {
    exports.remove(export);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    for (Attempt<?> attempt : attempts) {
      attempt.giveUp(
          new RsmException(RsmError.CTLR_NOT_PRESENT, Attempt.CONNECT, "the fabric is closed"));
    }
    List<FabricImport> leaving = List.copyOf(imports);
    leaving.forEach(FabricImport::disconnect);
    withdrawAll();
    loop.close();
    List.copyOf(exports).forEach(FabricExport::abandon);
    memory.forgetUnused(windowSpace);
    controlPages.close();
    windowSpace.close();
  }

  /** All at once, so that importers that do not answer cost their limit once. */
  private void withdrawAll() {
    List<FabricExport> ending = List.copyOf(exports);
    List<CountDownLatch> withdrawals = new ArrayList<>();
    for (FabricExport export : ending) {
      withdrawals.add(export.beginWithdrawal());
    }
    long deadline = FabricExport.answerLimit();
    for (int i = 0; i < ending.size(); i++) {
      if (!FabricExport.await(withdrawals.get(i), deadline)) {
        ending.get(i).cutOff();
      }
    }
  }
}
