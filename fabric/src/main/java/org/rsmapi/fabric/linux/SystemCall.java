// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * One function of the C library, with up to six integer or pointer arguments.
 *
 * <p>Arguments are passed as 64-bit registers, which on x86-64 and aarch64 fits int, size_t, off_t
 * and pointers alike. {@code errno} is captured into memory of the call itself.
 */
final class SystemCall {

  /** What the function returns. */
  enum Result {
    INT,
    LONG
  }

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final String name;
  private final Result result;
  private final MethodHandle handle;

  /**
   * Links a function.
   *
   * @param fixed number of arguments before the variadic ones, or -1 if there are none
   */
  SystemCall(String name, Result result, int arguments, int fixed) {
    this(name, result, layouts(JAVA_LONG, arguments), fixed);
  }

  /** Links a function whose first argument is memory, which is kept alive during the call. */
  static SystemCall onMemory(String name, Result result, int arguments) {
    return new SystemCall(name, result, layouts(ADDRESS, arguments), -1);
  }

  /** Links a function that takes 64-bit arguments and returns int, without more around it. */
  @SuppressWarnings("restricted")
  static MethodHandle plain(String name, int arguments) {
    return LINKER.downcallHandle(
        symbol(name), FunctionDescriptor.of(JAVA_INT, layouts(JAVA_LONG, arguments)));
  }

  /** Links a variadic function, without more around it. */
  @SuppressWarnings("restricted")
  static MethodHandle variadic(String name, FunctionDescriptor type, int fixed) {
    return LINKER.downcallHandle(symbol(name), type, Linker.Option.firstVariadicArg(fixed));
  }

  private static MemorySegment symbol(String name) {
    return LINKER
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
  }

  private static ValueLayout[] layouts(ValueLayout first, int arguments) {
    ValueLayout[] layouts = new ValueLayout[arguments];
    Arrays.fill(layouts, JAVA_LONG);
    if (arguments > 0) {
      layouts[0] = first;
    }
    return layouts;
  }

  @SuppressWarnings("restricted")
  private SystemCall(String name, Result result, ValueLayout[] layouts, int fixed) {
    this.name = name;
    this.result = result;
    ValueLayout returned = result == Result.INT ? JAVA_INT : JAVA_LONG;
    Linker.Option capture = Linker.Option.captureCallState("errno");
    Linker.Option[] options =
        fixed < 0
            ? new Linker.Option[] {capture}
            : new Linker.Option[] {capture, Linker.Option.firstVariadicArg(fixed)};
    MethodHandle linked =
        LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(returned, layouts), options);
    this.handle =
        result == Result.INT ? linked.asType(linked.type().changeReturnType(long.class)) : linked;
  }

  long call() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture), capture);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long call(long a) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a), capture);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long call(long a, long b) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a, b), capture);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long call(long a, long b, long c) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a, b, c), capture);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long call(long a, long b, long c, long d) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a, b, c, d), capture);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long call(long a, long b, long c, long d, long e) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a, b, c, d, e), capture);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  long call(long a, long b, long c, long d, long e, long f) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a, b, c, d, e, f), capture);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  long call(MemorySegment a, long b, long c, long d, long e, long f) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment capture = arena.allocate(CAPTURE);
      return outcome((long) handle.invokeExact(capture, a, b, c, d, e, f), capture);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  private long outcome(long value, MemorySegment capture) {
    // Every function bound here reports failure as -1, mmap included (MAP_FAILED).
    return value == -1 ? -(int) ERRNO.get(capture, 0L) : value;
  }

  private RuntimeException unexpected(Throwable e) {
    return unexpected(name + " returning " + result, e);
  }

  static RuntimeException unexpected(String function, Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException(function + " cannot be called", e);
  }
}
