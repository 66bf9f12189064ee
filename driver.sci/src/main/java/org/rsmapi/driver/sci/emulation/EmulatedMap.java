// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SisciError;

/**
 * Memory of a remote segment. What the fabric maps stays accessible whatever happens; after the end
 * of the map it is private memory.
 */
final class EmulatedMap implements RemoteMap {

  private static final String UNMAP = "SCIUnmapSegment";
  private static final String ACCESS = "access";
  private static final String COPY = "SCIMemCpy";

  private final EmulatedConnection connection;
  private final MemorySegment memory;
  private final boolean readOnly;

  /** Null if stores are seen at once. */
  private final @Nullable PendingStores pending;

  /** Null if nothing costs. */
  private final @Nullable CostModel costs;

  private volatile boolean unmapped;

  /** Guarded by this. */
  private int sequences;

  EmulatedMap(
      EmulatedConnection connection,
      MemorySegment memory,
      boolean readOnly,
      ClusterSettings settings) {
    this.connection = connection;
    this.memory = memory;
    this.readOnly = readOnly;
    this.costs = settings.costs().isFree() ? null : settings.costs();
    if (settings.visibility() == Visibility.IMMEDIATE) {
      this.pending = null;
    } else {
      this.pending = new PendingStores(memory);
      connection.path().enter(pending);
    }
  }

  MemorySegment memory() {
    return memory;
  }

  @Override
  public @Nullable MemorySegment window() {
    return pending == null && costs == null ? memory : null;
  }

  @Override
  public void load(long offset, MemorySegment target, int elementSize) {
    long begun = begin();
    check(offset, target.byteSize(), elementSize, ACCESS);
    if (pending != null) {
      connection.path().push();
    }
    VarHandle.fullFence(); // a load does not overtake stores
    Elements.copy(memory, offset, target, 0, target.byteSize(), elementSize);
    if (costs != null) {
      costs.spend(begun, costs.readNanos(target.byteSize()));
    }
    checkMapped(ACCESS);
  }

  @Override
  public void store(long offset, MemorySegment source, int elementSize) {
    write(offset, source, elementSize, ACCESS);
  }

  @Override
  public void memCpy(long offset, MemorySegment source) {
    long begun = begin();
    write(offset, source, 1, COPY);
    if (offset % Long.BYTES != 0) {
      throw Failure.of(
          SisciError.OFFSET_ALIGNMENT, COPY, "offset=" + offset + "; use a multiple of 8");
    }
    if (costs != null) {
      costs.spend(begun, costs.copyNanos(source.byteSize()));
    }
  }

  private void write(long offset, MemorySegment source, int elementSize, String call) {
    check(offset, source.byteSize(), elementSize, call);
    if (readOnly) {
      throw Failure.of(SisciError.ACCESS, call, "the map is for reading only");
    }
    if (pending == null) {
      Elements.copy(source, 0, memory, offset, source.byteSize(), elementSize);
    } else {
      pending.add(offset, source, elementSize);
    }
    checkMapped(call);
  }

  private void check(long offset, long size, int elementSize, String call) {
    checkMapped(call);
    if (offset < 0 || size > memory.byteSize() || offset > memory.byteSize() - size) {
      throw Failure.of(
          SisciError.OUT_OF_RANGE,
          call,
          "offset=" + offset + " size=" + size + " of " + memory.byteSize());
    }
    if (offset % elementSize != 0) {
      throw Failure.of(
          SisciError.OFFSET_ALIGNMENT, call, "offset=" + offset + " element=" + elementSize);
    }
    if (size % elementSize != 0) {
      throw Failure.of(SisciError.SIZE_ALIGNMENT, call, "size=" + size + " element=" + elementSize);
    }
  }

  private void checkMapped(String call) {
    if (unmapped) {
      throw Failure.of(SisciError.NOT_CONNECTED, call, "the map has ended");
    }
  }

  private long begin() {
    return costs == null ? 0 : costs.begin();
  }

  /** Lets others see what was stored. */
  void push() {
    if (pending != null) {
      pending.push();
    }
  }

  @Override
  public synchronized Sequence createSequence() {
    checkMapped("SCICreateMapSequence");
    sequences++;
    return new EmulatedSequence(this, connection, costs);
  }

  synchronized void sequenceRemoved() {
    sequences--;
  }

  @Override
  public synchronized void unmap() {
    if (unmapped) {
      return;
    }
    if (sequences > 0) {
      throw Failure.of(SisciError.BUSY, UNMAP, sequences + " sequences are there");
    }
    if (pending != null) {
      pending.push(); // what is posted arrives
      connection.path().leave(pending);
    }
    unmapped = true;
    connection.unmapped(this);
  }
}
