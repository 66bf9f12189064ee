// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * futex(2) on words that processes share. Nothing is allocated in a call.
 *
 * <p>Nothing is looked up before {@link #isAvailable} is called for the first time.
 */
public final class Futex {

  private static final int WAIT = 0;
  private static final int WAKE = 1;

  private static final long NANOS_OF_A_SECOND = 1_000_000_000L;

  // struct timespec { long tv_sec; long tv_nsec; }
  private static final long TIMESPEC_BYTES = 16;
  private static final long NANOS_OFFSET = 8;

  private static final class Holder {
    static final long NUMBER =
        switch (System.getProperty("os.arch", "")) {
          case "amd64", "x86_64" -> 202;
          case "aarch64" -> 98;
          default -> throw new UnsupportedOperationException("the number of futex is not known");
        };

    /** Constant for the compiler. */
    static final MethodHandle SYSCALL = syscall();

    private Holder() {}

    /** The C library has no function for this system call alone. */
    @SuppressWarnings("restricted")
    private static MethodHandle syscall() {
      if (!System.getProperty("os.name", "").equals("Linux")) {
        throw new UnsupportedOperationException("this needs Linux");
      }
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
          Linker.Option.firstVariadicArg(1));
    }
  }

  private static final class Probe {
    static final boolean AVAILABLE = succeeds();

    private Probe() {}

    private static boolean succeeds() {
      try (Arena arena = Arena.ofConfined()) {
        return wake(arena.allocate(JAVA_INT)) >= 0;
      } catch (RuntimeException | LinkageError e) {
        return false;
      }
    }
  }

  private Futex() {}

  /**
   * Tells whether the calls can be used here; tried once.
   *
   * @return false on another system, if it denies the call, or if native access is denied
   */
  public static boolean isAvailable() {
    return Probe.AVAILABLE;
  }

  /**
   * Allocates what {@link #sleep} tells the kernel the time with.
   *
   * @return memory for one thread at a time
   */
  public static MemorySegment newTimespec() {
    return Arena.ofAuto().allocate(TIMESPEC_BYTES, Long.BYTES);
  }

  /**
   * Sleeps until somebody wakes, at most for a time; may return early, and does so at once if the
   * word holds another value or the system refuses.
   *
   * @param word four bytes, aligned
   * @param value what the word has to hold
   * @param nanos at most
   * @param timespec of {@link #newTimespec}
   */
  public static void sleep(MemorySegment word, int value, long nanos, MemorySegment timespec) {
    timespec.set(JAVA_LONG, 0, nanos / NANOS_OF_A_SECOND);
    timespec.set(JAVA_LONG, NANOS_OFFSET, nanos % NANOS_OF_A_SECOND);
    long unused = call(word, WAIT, value, timespec);
  }

  /**
   * Wakes every thread that sleeps on a word; never blocks.
   *
   * @param word four bytes, aligned
   * @return how many threads were woken, or negative if the system refuses
   */
  public static long wake(MemorySegment word) {
    return call(word, WAKE, Integer.MAX_VALUE, MemorySegment.NULL);
  }

  private static long call(MemorySegment word, int operation, int value, MemorySegment timespec) {
    try {
      return (long) Holder.SYSCALL.invokeExact(Holder.NUMBER, word, operation, value, timespec);
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      throw e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
    }
  }
}
