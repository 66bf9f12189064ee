// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import org.rsmapi.driver.sci.nativelib.InterruptFunctions.Created;
import org.rsmapi.driver.sci.sisci.DataInterruptCallback;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;

/** An interrupt that this process receives. */
final class NativeLocalDataInterrupt implements LocalDataInterrupt {

  private final Library library;
  private final long descriptor;
  private final long listener;
  private final Handle handle;
  private final int number;

  private NativeLocalDataInterrupt(
      Library library, long descriptor, long listener, Created created) {
    this.library = library;
    this.descriptor = descriptor;
    this.listener = listener;
    handle = new Handle(created.handle());
    number = created.number();
  }

  static NativeLocalDataInterrupt create(
      Library library, long descriptor, int adapterNo, DataInterruptCallback callback) {
    long listener = library.callbacks.add(callback);
    boolean done = false;
    try {
      long stub = library.stubs().dataInterrupt();
      int flags = library.constants.useCallback;
      Created created = library.interrupts.create(descriptor, adapterNo, stub, listener, flags);
      done = true;
      return new NativeLocalDataInterrupt(library, descriptor, listener, created);
    } finally {
      if (!done) {
        library.callbacks.remove(listener);
      }
    }
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public void remove() {
    handle.end("SCIRemoveDataInterrupt", () -> library.interrupts.remove(handle));
    library.callbacks.remove(listener);
    library.closeDescriptor(descriptor);
  }
}
