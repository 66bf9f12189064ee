// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Permission;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.VectorPart;

/** An import that leaves everything to another one, for those that change a part of it. */
public abstract class DelegatingImport implements DriverImport {

  private final DriverImport connection;

  /**
   * Leaves everything to an import.
   *
   * @param connection does it
   */
  protected DelegatingImport(DriverImport connection) {
    this.connection = connection;
  }

  @Override
  public final long byteSize() {
    return connection.byteSize();
  }

  @Override
  public @Nullable MemorySegment window() {
    return connection.window();
  }

  @Override
  public MemorySegment map(long offset, long byteSize, Permission permission, Arena arena) {
    return connection.map(offset, byteSize, permission, arena);
  }

  @Override
  public MemorySegment mapFixed(
      long address, long offset, long byteSize, Permission permission, Arena arena) {
    return connection.mapFixed(address, offset, byteSize, permission, arena);
  }

  @Override
  public final void unmap(MemorySegment mapping) {
    connection.unmap(mapping);
  }

  @Override
  public long directTransferLimit() {
    return connection.directTransferLimit();
  }

  @Override
  public final void get(long offset, MemorySegment target, int elementSize) {
    get(offset, target, 0, target.byteSize(), elementSize);
  }

  @Override
  public void get(
      long offset, MemorySegment target, long targetOffset, long byteCount, int elementSize) {
    connection.get(offset, target, targetOffset, byteCount, elementSize);
  }

  @Override
  public final void put(long offset, MemorySegment source, int elementSize) {
    put(offset, source, 0, source.byteSize(), elementSize);
  }

  @Override
  public void put(
      long offset, MemorySegment source, long sourceOffset, long byteCount, int elementSize) {
    connection.put(offset, source, sourceOffset, byteCount, elementSize);
  }

  @Override
  public final int vectorLimit() {
    return connection.vectorLimit();
  }

  @Override
  public int putVector(List<VectorPart> parts) {
    return connection.putVector(parts);
  }

  @Override
  public int getVector(List<VectorPart> parts) {
    return connection.getVector(parts);
  }

  @Override
  public @Nullable DriverBarrier newBarrier() {
    return connection.newBarrier();
  }

  @Override
  public void disconnect() {
    connection.disconnect();
  }

  @Override
  public void post(boolean accumulate) {
    connection.post(accumulate);
  }

  @Override
  public final long takeArrived(long pending) {
    return connection.takeArrived(pending);
  }

  @Override
  public final void setWaiting(boolean waiting) {
    connection.setWaiting(waiting);
  }

  @Override
  public final @Nullable MemorySegment announceSleeper() {
    return connection.announceSleeper();
  }

  @Override
  public final boolean mayHaveArrived() {
    return connection.mayHaveArrived();
  }

  @Override
  public final boolean takeSingle() {
    return connection.takeSingle();
  }
}
