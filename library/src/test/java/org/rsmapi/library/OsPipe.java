// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** A pipe of the operating system whose descriptors are known, and other descriptors. */
final class OsPipe implements AutoCloseable {

  private static final int CLOSE_ON_EXEC = 02000000;

  private static final MethodHandle PIPE2 =
      function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle EVENTFD =
      function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private int readEnd;
  private int writeEnd;

  OsPipe() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      check((int) PIPE2.invokeExact(ends, CLOSE_ON_EXEC));
      readEnd = ends.getAtIndex(JAVA_INT, 0);
      writeEnd = ends.getAtIndex(JAVA_INT, 1);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  private static long check(long result) {
    if (result < 0) {
      throw new AssertionError("a system call failed");
    }
    return result;
  }

  /** Returns -1 if there are no descriptors left. */
  static int eventfd(int value) {
    try {
      return (int) EVENTFD.invokeExact(value, CLOSE_ON_EXEC);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  static void closeDescriptor(int descriptor) {
    try {
      check((int) CLOSE.invokeExact(descriptor));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  int readEnd() {
    return readEnd;
  }

  int writeEnd() {
    return writeEnd;
  }

  void write() {
    try (Arena arena = Arena.ofConfined()) {
      check((long) WRITE.invokeExact(writeEnd, arena.allocate(1), 1L));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void read() {
    try (Arena arena = Arena.ofConfined()) {
      check((long) READ.invokeExact(readEnd, arena.allocate(1), 1L));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  void closeWriteEnd() {
    if (writeEnd >= 0) {
      closeDescriptor(writeEnd);
      writeEnd = -1;
    }
  }

  @Override
  public void close() {
    closeWriteEnd();
    if (readEnd >= 0) {
      closeDescriptor(readEnd);
      readEnd = -1;
    }
  }
}
