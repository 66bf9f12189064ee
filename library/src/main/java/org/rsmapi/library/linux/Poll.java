// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * poll(2) and eventfd(2). A negative result is the negated {@code errno}.
 *
 * <p>Nothing is looked up before {@link #get} is called for the first time.
 */
public final class Poll {

  /** A bit that poll(2) reports: the descriptor is not open. */
  public static final int POLLNVAL = 0x0020;

  private static final int EFD_CLOEXEC = 02000000;
  private static final int EFD_NONBLOCK = 04000;
  private static final int EINTR = 4;

  // struct pollfd { int fd; short events; short revents; }
  private static final long POLLFD_BYTES = 8;
  private static final long EVENTS_OFFSET = 4;
  private static final long REVENTS_OFFSET = 6;

  private static final class Holder {
    static final @Nullable Poll POLL;
    static final String REASON;

    static {
      Poll poll = null;
      String reason = "";
      try {
        poll = new Poll();
      } catch (RuntimeException e) {
        // Another operating system, or native access denied to this module.
        reason = e.toString();
      }
      POLL = poll;
      REASON = reason;
    }
  }

  private final StructLayout stateLayout = Linker.Option.captureStateLayout();
  private final VarHandle errno =
      stateLayout.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle poll =
      function(
          "poll",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private final MethodHandle eventfd =
      function(
          "eventfd",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  private final MethodHandle eventfdWrite =
      function(
          "eventfd_write",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
  private final MethodHandle close =
      function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Poll() {}

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    MemorySegment address =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsupportedOperationException("no function " + name));
    return linker.downcallHandle(address, type, Linker.Option.captureCallState("errno"));
  }

  /**
   * Returns the functions.
   *
   * @return the one instance
   * @throws UnsupportedOperationException if they are missing or native access is denied
   */
  public static Poll get() {
    Poll poll = Holder.POLL;
    if (poll == null) {
      throw new UnsupportedOperationException(
          Holder.REASON + "; this needs Linux and --enable-native-access");
    }
    return poll;
  }

  /**
   * Calls poll(2), again if a signal interrupts it.
   *
   * @param descriptors which; negative ones are passed over
   * @param events what to wait for, and afterwards what there is; the lower 16 bits
   * @param timeoutMillis as in C; with a limit other than 0 a signal starts the time anew
   * @return how many are ready
   */
  public int poll(int[] descriptors, int[] events, int timeoutMillis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(stateLayout);
      MemorySegment list = arena.allocate(POLLFD_BYTES * descriptors.length, POLLFD_BYTES);
      for (int i = 0; i < descriptors.length; i++) {
        list.set(ValueLayout.JAVA_INT, i * POLLFD_BYTES, descriptors[i]);
        list.set(ValueLayout.JAVA_SHORT, i * POLLFD_BYTES + EVENTS_OFFSET, (short) events[i]);
      }
      int result;
      do {
        result = (int) poll.invokeExact(state, list, (long) descriptors.length, timeoutMillis);
        result = result < 0 ? -(int) errno.get(state, 0L) : result;
      } while (result == -EINTR);
      for (int i = 0; i < descriptors.length; i++) {
        short found = list.get(ValueLayout.JAVA_SHORT, i * POLLFD_BYTES + REVENTS_OFFSET);
        events[i] = Short.toUnsignedInt(found);
      }
      return result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Opens an eventfd that child processes do not inherit.
   *
   * @return the descriptor
   */
  public int eventfd() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(stateLayout);
      int result = (int) eventfd.invokeExact(state, 0, EFD_CLOEXEC | EFD_NONBLOCK);
      return result < 0 ? -(int) errno.get(state, 0L) : result;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Makes an eventfd readable.
   *
   * @param descriptor of the eventfd
   */
  public void ring(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      int unused = (int) eventfdWrite.invokeExact(arena.allocate(stateLayout), descriptor, 1L);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Closes a descriptor.
   *
   * @param descriptor which
   */
  public void close(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      int unused = (int) close.invokeExact(arena.allocate(stateLayout), descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
  }
}
