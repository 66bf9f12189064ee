// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.rsmapi.driver.sci.nativelib.ConnectFunctions.Target;
import org.rsmapi.driver.sci.sisci.RemoteMap;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.RemoteSegmentCallback;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * A connection. The library does not end one that is mapped; so it ends with the last map of an
 * application, which keeps the library initialised until then.
 */
final class NativeRemoteSegment implements RemoteSegment {

  private final Library library;
  private final long descriptor;
  private final long listener;
  private final Handle handle;

  // Guarded by this.
  private int maps;
  private int sharedMaps;
  private boolean disconnected;

  private NativeRemoteSegment(Library library, long descriptor, long listener, Handle handle) {
    this.library = library;
    this.descriptor = descriptor;
    this.listener = listener;
    this.handle = handle;
  }

  static NativeRemoteSegment connect(
      Library library, long descriptor, Target target, RemoteSegmentCallback callback) {
    long listener = library.callbacks.add(callback);
    boolean done = false;
    try {
      Constants constants = library.constants;
      long connected =
          library.connections.connect(
              descriptor,
              target,
              library.stubs().remoteSegment(),
              listener,
              constants.infiniteTimeout,
              constants.useCallback);
      done = true;
      return new NativeRemoteSegment(library, descriptor, listener, new Handle(connected));
    } finally {
      if (!done) {
        library.callbacks.remove(listener);
      }
    }
  }

  Handle handle() {
    return handle;
  }

  @Override
  public synchronized long size() {
    checkConnected("SCIGetRemoteSegmentSize");
    return library.connections.size(handle);
  }

  @Override
  public synchronized RemoteMap map(boolean readOnly) {
    checkConnected("SCIMapRemoteSegment");
    long size = library.connections.size(handle);
    int flags = readOnly ? library.constants.readonlyMap : 0;
    Mapped mapped = library.connections.map(handle, 0, size, 0, flags);
    maps++;
    return new NativeRemoteMap(library, this, mapped, size, readOnly);
  }

  synchronized void unmapped() {
    maps--;
  }

  @Override
  public synchronized MemorySegment mapShared(
      long offset, long size, boolean readOnly, long address, Arena arena) {
    checkConnected("SCIMapRemoteSegment");
    sharedMaps++;
    boolean done = false;
    try {
      MemorySegment memory =
          SharedMap.create(library, this, offset, size, readOnly, address, arena);
      done = true;
      return memory;
    } finally {
      if (!done) {
        sharedMaps--;
      }
    }
  }

  /** A map of an application has ended. */
  synchronized void sharedUnmapped() {
    sharedMaps--;
    if (disconnected && sharedMaps == 0) {
      end();
      library.release();
    }
  }

  @Override
  public synchronized void disconnect() {
    checkConnected("SCIDisconnectSegment");
    if (maps > 0) {
      throw new SisciException(SisciError.BUSY, "SCIDisconnectSegment", maps + " maps are there");
    }
    if (sharedMaps > 0) {
      library.acquire();
    } else {
      end();
    }
    disconnected = true;
    library.callbacks.remove(listener);
  }

  private void end() {
    handle.end("SCIDisconnectSegment", () -> library.connections.disconnect(handle));
    library.closeDescriptor(descriptor);
  }

  private void checkConnected(String call) {
    if (disconnected) {
      throw new SisciException(SisciError.NOT_CONNECTED, call, "it was disconnected before");
    }
  }
}
