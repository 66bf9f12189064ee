// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.rsmapi.driver.sci.nativelib.ConnectFunctions.Target;
import org.rsmapi.driver.sci.sisci.RemoteDataInterrupt;

/** An interrupt of another process. */
final class NativeRemoteDataInterrupt implements RemoteDataInterrupt {

  private final Library library;
  private final long descriptor;
  private final Handle handle;

  private NativeRemoteDataInterrupt(Library library, long descriptor, Handle handle) {
    this.library = library;
    this.descriptor = descriptor;
    this.handle = handle;
  }

  static NativeRemoteDataInterrupt connect(Library library, long descriptor, Target target) {
    int timeout = library.constants.infiniteTimeout;
    long connected = library.interrupts.connect(descriptor, target, timeout);
    return new NativeRemoteDataInterrupt(library, descriptor, new Handle(connected));
  }

  @Override
  public void trigger(byte[] data) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, data);
      library.interrupts.trigger(handle, copy);
    }
  }

  @Override
  public void disconnect() {
    handle.end("SCIDisconnectDataInterrupt", () -> library.interrupts.disconnect(handle));
    library.closeDescriptor(descriptor);
  }
}
