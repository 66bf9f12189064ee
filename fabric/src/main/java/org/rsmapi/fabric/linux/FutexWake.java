// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** FUTEX_WAKE of futex(2), which has no function of its own in the C library. */
public final class FutexWake {

  private static final long FUTEX = "aarch64".equals(System.getProperty("os.arch")) ? 98 : 202;
  private static final int FUTEX_WAKE = 1;

  /** Constant for the compiler, and without memory for errno: nothing is allocated in a call. */
  private static final MethodHandle SYSCALL =
      SystemCall.variadic(
          "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT), 1);

  private FutexWake() {}

  /**
   * Wakes threads of any process that sleep on a word; never blocks.
   *
   * @param word four bytes of shared memory, aligned
   * @param most how many threads
   * @return false if the system refuses
   */
  public static boolean wake(MemorySegment word, int most) {
    try {
      return (long) SYSCALL.invokeExact(FUTEX, word, FUTEX_WAKE, most) >= 0;
    } catch (Throwable e) {
      throw SystemCall.unexpected("futex", e);
    }
  }
}
