// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.fault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.DelegatingImport;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.spi.VectorPart;

/** An import with faults around it. */
final class FaultyImport extends DelegatingImport {

  private final SegmentId id;
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
    super(connection);
    this.id = id;
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
      super.disconnect();
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
  public @Nullable MemorySegment window() {
    return window;
  }

  @Override
  public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
    passage.pass(FaultPoint.MAP, "map");
    return super.map(offset, byteSize, permission, arena);
  }

  @Override
  public MemorySegment mapFixed(
      long address, long offset, long byteSize, Permission permission, Arena arena) {
    passage.pass(FaultPoint.MAP, "mapFixed");
    return super.mapFixed(address, offset, byteSize, permission, arena);
  }

  @Override
  public void get(
      long offset, MemorySegment target, long targetOffset, long byteCount, int elementSize) {
    transfer("get", () -> super.get(offset, target, targetOffset, byteCount, elementSize));
  }

  @Override
  public void put(
      long offset, MemorySegment source, long sourceOffset, long byteCount, int elementSize) {
    transfer("put", () -> super.put(offset, source, sourceOffset, byteCount, elementSize));
  }

  /** While there are faults, each entry meets them by itself. */
  @Override
  public int putVector(List<VectorPart> parts) {
    return passage.isArmed(FaultPoint.TRANSFER) ? 0 : super.putVector(parts);
  }

  @Override
  public int getVector(List<VectorPart> parts) {
    return passage.isArmed(FaultPoint.TRANSFER) ? 0 : super.getVector(parts);
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
    return super.newBarrier();
  }

  @Override
  public void post(boolean accumulate) {
    ArmedFault fault = passage.meet(FaultPoint.POST, "post");
    if (fault == null) {
      super.post(accumulate);
    } else if (fault.effect() != ArmedFault.Effect.DROP) {
      throw fault.failure("post");
    }
  }
}
