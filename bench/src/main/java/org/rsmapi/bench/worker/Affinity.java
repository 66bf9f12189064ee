// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.rsmapi.bench.protocol.Turn;

/** Places the calling thread on one processor, or lets the kernel place it. */
final class Affinity {

  private static final int MASK_BYTES = 128;

  private final MethodHandle set;
  private final MemorySegment everywhere = Arena.global().allocate(MASK_BYTES, 8);
  private final MemorySegment here = Arena.global().allocate(MASK_BYTES, 8);

  Affinity() {
    MethodHandle get = call("sched_getaffinity");
    set = call("sched_setaffinity");
    if (invoke(get, everywhere) < 0) {
      throw new IllegalStateException("sched_getaffinity failed");
    }
  }

  void place(int cpu) {
    MemorySegment mask = everywhere;
    if (cpu != Turn.ANYWHERE) {
      here.fill((byte) 0);
      here.set(ValueLayout.JAVA_BYTE, cpu / 8, (byte) (1 << (cpu % 8)));
      mask = here;
    }
    if (invoke(set, mask) < 0) {
      throw new IllegalStateException("sched_setaffinity failed, processor " + cpu);
    }
  }

  private static MethodHandle call(String name) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS));
  }

  private static int invoke(MethodHandle function, MemorySegment mask) {
    try {
      return (int) function.invokeExact(0, (long) MASK_BYTES, mask);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
