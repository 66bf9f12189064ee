// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.rsmapi.driver.sci.nativelib.ConnectFunctions.Target;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.DmaQueue;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.LocalSegment;
import org.rsmapi.driver.sci.sisci.LocalSegmentCallback;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;
import org.rsmapi.driver.sci.sisci.Sisci;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;
import org.rsmapi.fabric.linux.Libc;

/** The library, for one user. */
final class NativeSisci implements Sisci {

  private final Library library;
  private final String name;
  private final AtomicBoolean closed = new AtomicBoolean();

  NativeSisci(Library library, String name) {
    this.library = library;
    this.name = name;
  }

  @Override
  public String description() {
    checkOpen();
    return name + library.versions();
  }

  @Override
  public long pageSize() {
    return Libc.get().getpagesize();
  }

  @Override
  public int localNodeId(int adapterNo) {
    checkOpen();
    return library.system.localNodeId(adapterNo);
  }

  @Override
  public boolean probeNode(int adapterNo, int nodeId) {
    if (localNodeId(adapterNo) == nodeId) {
      return true;
    }
    long descriptor = library.system.open();
    try {
      return library.system.probeNode(descriptor, adapterNo, nodeId);
    } finally {
      library.closeDescriptor(descriptor);
    }
  }

  /** Where the library has no such query, the adapter counts as linked if it is there. */
  @Override
  public boolean isLinkOperational(int adapterNo) {
    localNodeId(adapterNo);
    Constants constants = library.constants;
    if (constants.queryAdapter.isEmpty() || constants.queryLinkOperational.isEmpty()) {
      return true;
    }
    int operational =
        library.system.queryAdapter(
            constants.queryAdapter.getAsInt(),
            constants.queryLinkOperational.getAsInt(),
            adapterNo);
    return operational != 0;
  }

  @Override
  public MemorySegment allocate(long size, Arena arena) {
    return arena.allocate(size, pageSize());
  }

  @Override
  public LocalSegment createSegment(int segmentId, long size, LocalSegmentCallback callback) {
    return withDescriptor(
        descriptor -> NativeLocalSegment.allocated(library, descriptor, segmentId, size, callback));
  }

  @Override
  public LocalSegment createSegment(
      int segmentId, MemorySegment memory, LocalSegmentCallback callback) {
    checkMemory(memory);
    return withDescriptor(
        descriptor ->
            NativeLocalSegment.registered(library, descriptor, segmentId, memory, callback));
  }

  private void checkMemory(MemorySegment memory) {
    if (!memory.isNative() || memory.address() % pageSize() != 0) {
      throw new SisciException(
          SisciError.ILLEGAL_ADDRESS,
          "SCIRegisterSegmentMemory",
          memory + " has to be native memory and begin at a multiple of " + pageSize());
    }
    if (memory.byteSize() == 0 || memory.byteSize() % pageSize() != 0) {
      throw new SisciException(
          SisciError.SIZE_ALIGNMENT,
          "SCIRegisterSegmentMemory",
          "size=" + memory.byteSize() + " has to be a multiple of " + pageSize());
    }
  }

  /** A segment has its memory for life, since nobody changes the maps of other nodes. */
  @Override
  public boolean supportsRebind() {
    return false;
  }

  @Override
  public RemoteSegment connectSegment(
      int adapterNo, int nodeId, int segmentId, RemoteSegmentCallback callback) {
    Target target = new Target(adapterNo, nodeId, segmentId);
    return withDescriptor(
        descriptor -> NativeRemoteSegment.connect(library, descriptor, target, callback));
  }

  @Override
  public LocalDataInterrupt createDataInterrupt(int adapterNo, DataInterruptCallback callback) {
    return withDescriptor(
        descriptor -> NativeLocalDataInterrupt.create(library, descriptor, adapterNo, callback));
  }

  @Override
  public RemoteDataInterrupt connectDataInterrupt(int adapterNo, int nodeId, int number) {
    Target target = new Target(adapterNo, nodeId, number);
    return withDescriptor(
        descriptor -> NativeRemoteDataInterrupt.connect(library, descriptor, target));
  }

  @Override
  public DmaQueue createDmaQueue(int adapterNo, int maxPieces) {
    return withDescriptor(
        descriptor -> NativeDmaQueue.create(library, descriptor, adapterNo, maxPieces));
  }

  /** Opens a descriptor for one thing; closes it if that cannot be made. */
  private <T> T withDescriptor(LongFunction<T> maker) {
    checkOpen();
    long descriptor = library.system.open();
    boolean done = false;
    try {
      T made = maker.apply(descriptor);
      done = true;
      return made;
    } finally {
      if (!done) {
        library.closeDescriptor(descriptor);
      }
    }
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new SisciException(SisciError.NOT_INITIALIZED, "SCIOpen", "SISCI was closed before");
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      library.release();
    }
  }
}
