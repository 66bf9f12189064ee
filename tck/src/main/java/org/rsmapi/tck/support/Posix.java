// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What tests need of the operating system and Java does not offer. */
public final class Posix {

  private static final FunctionDescriptor INT_OF_INT =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle UMASK = function("umask", INT_OF_INT);
  private static final MethodHandle CLOSE = function("close", INT_OF_INT);
  private static final MethodHandle EVENTFD =
      function(
          "eventfd",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private Posix() {}

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  private static int call(MethodHandle function, Object... args) {
    try {
      return (int) function.invokeWithArguments(args);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Sets the file creation mask of this process; for peers, since it changes it for all threads.
   */
  public static void umask(int mask) {
    int ignored = call(UMASK, mask);
  }

  /** Makes a descriptor that is readable if the value is not 0. */
  public static int eventDescriptor(int value) {
    int descriptor = call(EVENTFD, value, 0);
    if (descriptor < 0) {
      throw new AssertionError("eventfd(2) fails");
    }
    return descriptor;
  }

  /** Closes a descriptor. */
  public static void close(int descriptor) {
    int ignored = call(CLOSE, descriptor);
  }
}
