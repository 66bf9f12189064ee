// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.FaultPoint;

/** An import with faults around it. */
final class FaultyImport implements DriverImport {

  private final SegmentId id;
  private final DriverImport connection;
  private final ImportCallbacks callbacks;
  private final Passage passage;
  private final Consumer<FaultyImport> forget;
  private final @Nullable MemorySegment window;

  private final AtomicBoolean disconnecting = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> disconnected = new CompletableFuture<>();

  FaultyImport(
      SegmentId id,
      DriverImport connection,
      ImportCallbacks callbacks,
      Passage passage,
      Consumer<FaultyImport> forget) {
    this.id = id;
    this.connection = connection;
    this.callbacks = callbacks;
    this.passage = passage;
    this.forget = forget;
    // Through a window the library stores by itself, past every fault.
    this.window = passage.isArmed(FaultPoint.TRANSFER) ? null : connection.window();
  }

  boolean isOf(SegmentId other) {
    return id.equals(other);
  }

  /** Breaks the connection, unless it is broken or ended already. */
  boolean breakConnection() {
    if (!callbacks.breakOnce()) {
      return false;
    }
    end();
    callbacks.signalsArrived(); // what came before the break can still be taken
    return true;
  }

  /** Ends the connection below once; whoever comes second returns when it has ended, too. */
  private void end() {
    if (!disconnecting.compareAndSet(false, true)) {
      disconnected.join();
      return;
    }
    try {
      connection.disconnect();
    } finally {
      disconnected.complete(null);
    }
  }

  @Override
  public void disconnect() {
    callbacks.end();
    try {
      end();
    } finally {
      forget.accept(this);
    }
  }

  @Override
  public long byteSize() {
    return connection.byteSize();
  }

  @Override
  public @Nullable MemorySegment window() {
    return window;
  }

  @Override
  public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
    passage.pass(FaultPoint.MAP, "map");
    return connection.map(offset, byteSize, permission, arena);
  }

  @Override
  public MemorySegment mapFixed(
      long address, long offset, long byteSize, Permission permission, Arena arena) {
    passage.pass(FaultPoint.MAP, "mapFixed");
    return connection.mapFixed(address, offset, byteSize, permission, arena);
  }

  @Override
  public void unmap(MemorySegment mapping) {
    connection.unmap(mapping);
  }

  @Override
  public long directTransferLimit() {
    return connection.directTransferLimit();
  }

  @Override
  public void get(long offset, MemorySegment target, int elementSize) {
    get(offset, target, 0, target.byteSize(), elementSize);
  }

  @Override
  public void get(
      long offset, MemorySegment target, long targetOffset, long byteCount, int elementSize) {
    transfer("get", () -> connection.get(offset, target, targetOffset, byteCount, elementSize));
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    put(offset, source, 0, source.byteSize(), elementSize);
  }

  @Override
  public void put(
      long offset, MemorySegment source, long sourceOffset, long byteCount, int elementSize) {
    transfer("put", () -> connection.put(offset, source, sourceOffset, byteCount, elementSize));
  }

  private void transfer(String operation, Runnable access) {
    ArmedFault fault = passage.meet(FaultPoint.TRANSFER, operation);
    if (fault == null) {
      access.run();
    } else if (fault.effect() == ArmedFault.Effect.DROP) {
      LostAccess.run(access);
    } else {
      throw fault.failure(operation);
    }
  }

  @Override
  public @Nullable DriverBarrier newBarrier() {
    passage.pass(FaultPoint.BARRIER, "newBarrier");
    return connection.newBarrier();
  }

  @Override
  public void post(boolean accumulate) {
    ArmedFault fault = passage.meet(FaultPoint.POST, "post");
    if (fault == null) {
      connection.post(accumulate);
    } else if (fault.effect() != ArmedFault.Effect.DROP) {
      throw fault.failure("post");
    }
  }

  @Override
  public long takeArrived(long pending) {
    return connection.takeArrived(pending);
  }

  @Override
  public void setWaiting(boolean waiting) {
    connection.setWaiting(waiting);
  }

  @Override
  public @Nullable MemorySegment announceSleeper() {
    return connection.announceSleeper();
  }

  @Override
  public boolean mayHaveArrived() {
    return connection.mayHaveArrived();
  }

  @Override
  public boolean takeSingle() {
    return connection.takeSingle();
  }
}
