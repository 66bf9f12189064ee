// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
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
  private final long size;
  private final boolean readOnly;

  /** Accessible for as long as the gate is open. */
  private final MemorySegment memory;

  private final AccessGate gate = new AccessGate();

  /** Guarded by this. */
  private int sequences;

  NativeRemoteMap(
      Library library, NativeRemoteSegment remote, Mapped mapped, long size, boolean readOnly) {
    this.library = library;
    this.remote = remote;
    this.size = size;
    this.readOnly = readOnly;
    handle = new Handle(mapped.map());
    memory = at(mapped.address(), size);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment at(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  @Override
  public @Nullable MemorySegment window() {
    return null;
  }

  @Override
  public void load(long offset, MemorySegment target, int elementSize) {
    check("load", offset, target.byteSize(), elementSize);
    enter("load");
    try {
      Elements.copy(memory, offset, target, 0, target.byteSize(), elementSize);
    } finally {
      gate.leave();
    }
  }

  @Override
  public void store(long offset, MemorySegment source, int elementSize) {
    check("store", offset, source.byteSize(), elementSize);
    checkWritable("store");
    enter("store");
    try {
      Elements.copy(source, 0, memory, offset, source.byteSize(), elementSize);
    } finally {
      gate.leave();
    }
  }

  private void enter(String call) {
    if (!gate.enter()) {
      throw new SisciException(SisciError.NOT_CONNECTED, call, "the map was unmapped before");
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
    if (readOnly) {
      throw new SisciException(SisciError.ACCESS, call, "the map is read-only");
    }
  }

  @Override
  public synchronized Sequence createSequence() {
    Sequence sequence = new NativeSequence(library, this, library.sequences.create(handle));
    sequences++;
    return sequence;
  }

  synchronized void sequenceRemoved() {
    sequences--;
  }

  @Override
  public synchronized void unmap() {
    if (sequences > 0) {
      throw new SisciException(
          SisciError.BUSY, "SCIUnmapSegment", sequences + " sequences are there");
    }
    if (!handle.isAlive()) {
      throw new SisciException(
          SisciError.NOT_CONNECTED, "SCIUnmapSegment", "it was given back before");
    }
    if (!gate.close()) {
      throw new SisciException(SisciError.BUSY, "SCIUnmapSegment", "an access does not end");
    }
    boolean done = false;
    try {
      handle.end("SCIUnmapSegment", () -> library.connections.unmap(handle.value()));
      done = true;
    } finally {
      if (!done && handle.isAlive()) {
        gate.open();
      }
    }
    remote.unmapped();
  }
}
