// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.ImportListener;

/** A connection that copies, and that counts what gets lost. */
final class ComplementImport implements DriverImport {

  private final ComplementExport export;
  private final ComplementController controller;
  private final ImportListener listener;
  private final Arrivals arrivals;
  private final AtomicLong losses = new AtomicLong();

  /** Transfers share it; the end of the connection waits for them. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean ended;

  ComplementImport(
      ComplementExport export, ComplementController controller, ImportListener listener) {
    this.export = export;
    this.controller = controller;
    this.listener = listener;
    this.arrivals = new Arrivals(listener);
  }

  ComplementExport export() {
    return export;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Breaks the connection; false if it has ended already. */
  boolean breakOnce() {
    boolean first = end();
    if (first) {
      listener.broken();
    }
    return first;
  }

  private boolean end() {
    lock.writeLock().lock();
    try {
      boolean first = !ended;
      ended = true;
      return first;
    } finally {
      lock.writeLock().unlock();
      export.forget(this);
    }
  }

  @Override
  public void disconnect() {
    boolean ignored = end();
    controller.forget(this);
  }

  @Override
  public long byteSize() {
    return export.memory().byteSize();
  }

  @Override
  public MemorySegment window() {
    return null;
  }

  @Override
  public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
    controller.meet(FaultPoint.MAP, "map");
    throw new RsmException(RsmError.MAP_FAILED, "map", "this medium cannot map");
  }

  @Override
  public MemorySegment mapFixed(
      long address, long offset, long byteSize, Permission permission, Arena arena) {
    return map(offset, byteSize, permission, arena);
  }

  @Override
  public void unmap(MemorySegment mapping) {
    throw new IllegalStateException("there is no mapping");
  }

  private boolean isRemote() {
    return !export.node().equals(controller.localNode());
  }

  @Override
  public void get(long offset, MemorySegment target, int elementSize) {
    if (meetTransfer("get")) {
      losses.incrementAndGet();
      throw new RsmException(RsmError.BARRIER_FAILURE, "get", "lost");
    }
    copy(export.memory().asSlice(offset, target.byteSize()), target, elementSize);
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    if (meetTransfer("put")) {
      losses.incrementAndGet();
    } else {
      copy(source, export.memory().asSlice(offset, source.byteSize()), elementSize);
    }
  }

  private boolean meetTransfer(String operation) {
    if (isRemote() && controller.meet(FaultPoint.LINK, operation)) {
      boolean ignored = breakOnce();
      throw aborted();
    }
    return controller.meet(FaultPoint.TRANSFER, operation);
  }

  private static RsmException aborted() {
    return new RsmException(RsmError.CONN_ABORTED, "transfer", "the connection has ended");
  }

  private void copy(MemorySegment from, MemorySegment to, int elementSize) {
    lock.readLock().lock();
    try {
      if (ended) {
        throw aborted();
      }
      VarHandle.fullFence();
      Elements.copy(from, to, elementSize);
      VarHandle.fullFence();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public DriverBarrier newBarrier() {
    controller.meet(FaultPoint.BARRIER, "newBarrier");
    return new LossBarrier();
  }

  @Override
  public void post(boolean accumulate) {
    if (isRemote() && controller.meet(FaultPoint.LINK, "post")) {
      throw new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, "post", "the link is down");
    }
    if (!controller.meet(FaultPoint.POST, "post")) {
      export.arrivals().arrive(accumulate);
    }
  }

  @Override
  public long takeArrived(long pending) {
    return arrivals.take(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    // every arrival is told
  }

  /** Fails if anything was lost since open. */
  private final class LossBarrier implements DriverBarrier {

    private long before;

    @Override
    public void open() {
      before = losses.get();
      VarHandle.fullFence();
    }

    @Override
    public void order() {
      VarHandle.fullFence();
      if (losses.get() != before) {
        throw new RsmException(RsmError.BARRIER_FAILURE, "barrier", "losses since open");
      }
    }

    @Override
    public void close() {
      order();
    }

    @Override
    public void destroy() {
      // holds nothing
    }
  }
}
