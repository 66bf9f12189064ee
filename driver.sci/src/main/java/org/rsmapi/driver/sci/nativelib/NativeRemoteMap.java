// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** A map of the driver. Its memory is in the scope of the handle, so that no access faults. */
final class NativeRemoteMap implements RemoteMap {

  private final Library library;
  private final NativeRemoteSegment remote;
  private final Handle handle;
  private final MemorySegment memory;
  private final long size;
  private final AtomicInteger sequences = new AtomicInteger();

  NativeRemoteMap(
      Library library, NativeRemoteSegment remote, Mapped mapped, long size, boolean readOnly) {
    this.library = library;
    this.remote = remote;
    this.size = size;
    handle = new Handle(mapped.map());
    MemorySegment writable = handle.scoped(mapped.address(), size);
    memory = readOnly ? writable.asReadOnly() : writable;
  }

  @Override
  public @Nullable MemorySegment window() {
    return null;
  }

  @Override
  public void load(long offset, MemorySegment target, int elementSize) {
    check("load", offset, target.byteSize(), elementSize);
    try {
      Elements.copy(memory, offset, target, 0, target.byteSize(), elementSize);
    } catch (IllegalStateException e) {
      throw failure("load", e);
    }
  }

  @Override
  public void store(long offset, MemorySegment source, int elementSize) {
    check("store", offset, source.byteSize(), elementSize);
    checkWritable("store");
    try {
      Elements.copy(source, 0, memory, offset, source.byteSize(), elementSize);
    } catch (IllegalStateException e) {
      throw failure("store", e);
    }
  }

  /** Memory of the heap has no address that the library could read: it is stored from here. */
  @Override
  public void memCpy(long offset, MemorySegment source) {
    if (!source.isNative()) {
      store(offset, source, 1);
      return;
    }
    check("SCIMemCpy", offset, source.byteSize(), 1);
    checkWritable("SCIMemCpy");
    if (!source.scope().isAlive()) {
      throw new IllegalStateException("the source was freed before");
    }
    if (source.byteSize() > 0) {
      library.connections.memCpy(source, handle, offset);
    }
  }

  private void check(String call, long offset, long length, int elementSize) {
    if (offset < 0 || length > size || offset > size - length) {
      throw new SisciException(
          SisciError.OUT_OF_RANGE,
          call,
          "offset=" + offset + " size=" + length + ", but the segment has " + size);
    }
    if (offset % elementSize != 0) {
      throw new SisciException(
          SisciError.OFFSET_ALIGNMENT,
          call,
          "offset=" + offset + " has to be a multiple of " + elementSize);
    }
  }

  private void checkWritable(String call) {
    if (memory.isReadOnly()) {
      throw new SisciException(SisciError.ACCESS, call, "the map is read-only");
    }
  }

  /** Either the map was unmapped, or the memory of the caller was freed. */
  private RuntimeException failure(String call, IllegalStateException e) {
    return handle.isAlive() ? e : Downcall.failure(call, e);
  }

  @Override
  public void flush() {
    library.connections.flush(library.constants.flushCpuBuffersOnly);
  }

  @Override
  public Sequence createSequence() {
    sequences.incrementAndGet();
    boolean done = false;
    try {
      Sequence sequence = new NativeSequence(library, this, library.sequences.create(handle));
      done = true;
      return sequence;
    } finally {
      if (!done) {
        sequences.decrementAndGet();
      }
    }
  }

  void sequenceRemoved() {
    sequences.decrementAndGet();
  }

  @Override
  public void unmap() {
    int left = sequences.get();
    if (left > 0) {
      throw new SisciException(SisciError.BUSY, "SCIUnmapSegment", left + " sequences are there");
    }
    handle.retire("SCIUnmapSegment");
    library.connections.unmap(handle.value());
    remote.unmapped();
  }
}
