// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;
import org.rsmapi.spi.VectorPart;

/** The import side of a {@link MemoryDriver}. */
final class MemoryImport implements DriverImport {

  private final MemoryDriver driver;
  final MemoryExport export;
  final ImportListener listener;
  final AtomicLong arrived = new AtomicLong();

  MemoryImport(MemoryDriver driver, MemoryExport export, ImportListener listener) {
    this.driver = driver;
    this.export = export;
    this.listener = listener;
  }

  void arrive(boolean accumulate) {
    arrived.incrementAndGet();
    listener.signalsArrived();
  }

  @Override
  public long byteSize() {
    driver.before.accept("byteSize");
    return export.memory.byteSize();
  }

  @Override
  public MemorySegment window() {
    if (!driver.mapping) {
      return null;
    }
    return driver.window == null ? export.memory : driver.window;
  }

  @Override
  public long directTransferLimit() {
    driver.before.accept("directTransferLimit");
    return driver.directLimit;
  }

  @Override
  @SuppressWarnings("restricted")
  public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
    driver.before.accept("map");
    driver.beforeMap.run();
    MemoryDriver.failIfAsked(driver.mapFailure, "map");
    if (!driver.mapping) {
      throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, "map", "");
    }
    driver.liveMappings.incrementAndGet();
    return MemorySegment.ofAddress(export.memory.address() + offset)
        .reinterpret(byteSize, arena, ended -> driver.before.accept("mappingEnd"));
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
    driver.beforeUnmap.run();
    driver.liveMappings.decrementAndGet();
    driver.before.accept("unmap");
  }

  @Override
  public void get(long offset, MemorySegment target, int elementSize) {
    driver.before.accept("transfer");
    driver.beforeTransfer.run();
    MemoryDriver.failIfAsked(driver.transferFailure, "transfer");
    MemorySegment.copy(export.memory, offset, target, 0, target.byteSize());
  }

  @Override
  public void put(long offset, MemorySegment source, int elementSize) {
    driver.before.accept("transfer");
    driver.beforeTransfer.run();
    MemoryDriver.failIfAsked(driver.transferFailure, "transfer");
    MemorySegment.copy(source, 0, export.memory, offset, source.byteSize());
  }

  @Override
  public int vectorLimit() {
    driver.before.accept("vectorLimit");
    return driver.vectorLimit;
  }

  @Override
  public int putVector(List<VectorPart> parts) {
    return move(
        parts,
        part ->
            MemorySegment.copy(
                part.memory(),
                part.localOffset(),
                export.memory,
                part.remoteOffset(),
                part.byteCount()));
  }

  @Override
  public int getVector(List<VectorPart> parts) {
    return move(
        parts,
        part ->
            MemorySegment.copy(
                export.memory,
                part.remoteOffset(),
                part.memory(),
                part.localOffset(),
                part.byteCount()));
  }

  private int move(List<VectorPart> parts, Consumer<VectorPart> copy) {
    driver.before.accept("vector");
    driver.vectorCalls.add(parts.size());
    driver.beforeTransfer.run();
    parts.stream().limit(Math.max(0, driver.vectorReach)).forEach(copy);
    return Math.min(parts.size(), driver.vectorReach);
  }

  @Override
  public DriverBarrier newBarrier() {
    driver.before.accept("newBarrier");
    MemoryDriver.failIfAsked(driver.barrierFailure, "newBarrier");
    if (!driver.lossy) {
      return null;
    }
    DriverBarrier barrier = new MemoryBarrier(driver);
    driver.lastBarrier = new WeakReference<>(barrier);
    return barrier;
  }

  @Override
  public void disconnect() {
    export.imports.remove(this);
    driver.before.accept("disconnect");
  }

  @Override
  public void post(boolean accumulate) {
    driver.before.accept("post");
    MemoryDriver.failIfAsked(driver.postFailure, "post");
    (accumulate ? driver.accumulatingPosts : driver.otherPosts).incrementAndGet();
    export.arrived.incrementAndGet();
    export.listener.signalsArrived();
  }

  @Override
  public long takeArrived(long pending) {
    driver.before.accept("takeArrived");
    return arrived.getAndSet(0);
  }

  @Override
  public void setWaiting(boolean waiting) {
    driver.before.accept("setWaiting");
    // Arrivals are always told.
  }
}
