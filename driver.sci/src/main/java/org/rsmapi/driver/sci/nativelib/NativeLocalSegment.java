// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * A segment of this process.
 *
 * <p>The library does not remove a segment that is mapped. So memory of the library is unmapped
 * before; if the segment cannot be removed then, it is mapped anew, and {@link #memory} is another
 * segment with the same contents.
 */
final class NativeLocalSegment implements LocalSegment {

  private final Library library;
  private final long descriptor;
  private final int id;
  private final long listener;
  private final Handle handle;
  private final ReentrantLock changing = new ReentrantLock();

  /** Of memory of the library only. */
  private @Nullable Handle map;

  private volatile MemorySegment memory;

  private NativeLocalSegment(
      Library library,
      long descriptor,
      int id,
      long listener,
      Handle handle,
      MemorySegment memory) {
    this.library = library;
    this.descriptor = descriptor;
    this.id = id;
    this.listener = listener;
    this.handle = handle;
    this.memory = memory;
  }

  static NativeLocalSegment allocated(
      Library library, long descriptor, int id, long size, LocalSegmentCallback callback) {
    NativeLocalSegment segment =
        create(library, descriptor, id, size, 0, MemorySegment.NULL, callback);
    segment.undoneUnless(() -> segment.map(size));
    return segment;
  }

  static NativeLocalSegment registered(
      Library library,
      long descriptor,
      int id,
      MemorySegment memory,
      LocalSegmentCallback callback) {
    int flags = library.constants.empty;
    NativeLocalSegment segment =
        create(library, descriptor, id, memory.byteSize(), flags, memory, callback);
    segment.undoneUnless(
        () -> library.segments.register(memory, segment.handle, library.constants.lockUserMem));
    return segment;
  }

  private static NativeLocalSegment create(
      Library library,
      long descriptor,
      int id,
      long size,
      int flags,
      MemorySegment memory,
      LocalSegmentCallback callback) {
    long listener = library.callbacks.add(callback);
    boolean done = false;
    try {
      int all = flags | library.constants.useCallback;
      long stub = library.stubs().localSegment();
      long created = library.segments.create(descriptor, id, size, stub, listener, all);
      done = true;
      return new NativeLocalSegment(library, descriptor, id, listener, new Handle(created), memory);
    } finally {
      if (!done) {
        library.callbacks.remove(listener);
      }
    }
  }

  private void undoneUnless(Runnable step) {
    boolean done = false;
    try {
      step.run();
      done = true;
    } finally {
      if (!done) {
        library.callbacks.remove(listener);
        handle.end("SCIRemoveSegment", () -> library.segments.remove(handle, 0));
      }
    }
  }

  private void map(long size) {
    Mapped mapped = library.segments.map(handle, size);
    Handle made = new Handle(mapped.map());
    map = made;
    memory = made.scoped(mapped.address(), size);
  }

  Handle handle() {
    return handle;
  }

  @Override
  public int segmentId() {
    return id;
  }

  @Override
  public MemorySegment memory() {
    return memory;
  }

  @Override
  public void rebind(MemorySegment other) {
    throw new SisciException(
        SisciError.NOT_IMPLEMENTED,
        "SCIRegisterSegmentMemory",
        "a segment has its memory for life; remove it and create another one");
  }

  @Override
  public void prepare(int adapterNo, boolean dmaSourceOnly) {
    int flags = dmaSourceOnly ? library.constants.dmaSourceOnly : 0;
    changing("SCIPrepareSegment", () -> library.segments.prepare(handle, adapterNo, flags));
  }

  @Override
  public void setAvailable(int adapterNo) {
    changing("SCISetSegmentAvailable", () -> library.segments.setAvailable(handle, adapterNo));
  }

  @Override
  public void setUnavailable(int adapterNo) {
    int flags = library.constants.notifyFlag | library.constants.forceDisconnect;
    changing(
        "SCISetSegmentUnavailable",
        () -> library.segments.setUnavailable(handle, adapterNo, flags));
  }

  @Override
  public void remove(boolean force) {
    changing("SCIRemoveSegment", () -> removeNow(force));
    library.callbacks.remove(listener);
    library.closeDescriptor(descriptor);
  }

  private void removeNow(boolean force) {
    int flags = force ? library.constants.forceRemove : 0;
    boolean mapped = map != null;
    unmap();
    try {
      handle.end("SCIRemoveSegment", () -> library.segments.remove(handle, flags));
    } catch (SisciException e) {
      if (mapped) {
        map(memory.byteSize());
      }
      throw e;
    }
  }

  private void unmap() {
    Handle mapped = map;
    if (mapped == null) {
      return;
    }
    try {
      mapped.end("SCIUnmapSegment", () -> library.connections.unmap(mapped.value()));
      map = null;
    } catch (SisciException e) {
      memory = mapped.scoped(memory.address(), memory.byteSize());
      throw e;
    }
  }

  /** Some of these wait for others; whoever comes meanwhile does not. */
  private void changing(String call, Runnable change) {
    if (!changing.tryLock()) {
      throw new SisciException(SisciError.BUSY, call, "another call changes the segment");
    }
    try {
      change.run();
    } finally {
      changing.unlock();
    }
  }
}
