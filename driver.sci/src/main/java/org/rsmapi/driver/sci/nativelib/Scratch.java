// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory of one thread for what a call returns by pointers: the error, a number and a handle. A
 * thread makes one call at a time, since no callback calls SISCI.
 */
final class Scratch {

  private static final long ERROR = 0;
  private static final long NUMBER = 4;
  private static final long HANDLE = 8;

  /** Objects of the JDK only: so the threads of an application keep no class of the driver. */
  private static final ThreadLocal<MemorySegment> OF_THREAD =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(16, 8));

  private Scratch() {}

  /** Returns the memory, with no error in it. */
  static MemorySegment clear() {
    MemorySegment memory = OF_THREAD.get();
    memory.set(JAVA_LONG, ERROR, 0);
    return memory;
  }

  static long errorAt(MemorySegment memory) {
    return memory.address() + ERROR;
  }

  static long numberAt(MemorySegment memory) {
    return memory.address() + NUMBER;
  }

  static long handleAt(MemorySegment memory) {
    return memory.address() + HANDLE;
  }

  static int error(MemorySegment memory) {
    return memory.get(JAVA_INT, ERROR);
  }

  static int number(MemorySegment memory) {
    return memory.get(JAVA_INT, NUMBER);
  }

  static long handle(MemorySegment memory) {
    return memory.get(JAVA_LONG, HANDLE);
  }
}
