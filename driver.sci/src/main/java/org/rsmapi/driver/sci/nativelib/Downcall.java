// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/**
 * Makes method handles for functions of a shape, which take the function as first argument: so they
 * are constants, whatever library it comes from. None is critical, since any call of SISCI may
 * enter its kernel driver.
 */
final class Downcall {

  private Downcall() {}

  /**
   * Links a shape.
   *
   * @param result {@code v}, or one of the letters of arguments
   * @param arguments a letter each: {@code i} for 32 bits, {@code j} for 64 bits and plain
   *     pointers, {@code a} for memory that is kept alive during the call
   */
  @SuppressWarnings("restricted")
  static MethodHandle of(char result, String arguments) {
    MemoryLayout[] layouts =
        arguments.chars().mapToObj(letter -> layout((char) letter)).toArray(MemoryLayout[]::new);
    FunctionDescriptor type =
        result == 'v'
            ? FunctionDescriptor.ofVoid(layouts)
            : FunctionDescriptor.of(layout(result), layouts);
    return Linker.nativeLinker().downcallHandle(type);
  }

  private static ValueLayout layout(char letter) {
    return switch (letter) {
      case 'i' -> JAVA_INT;
      case 'j' -> JAVA_LONG;
      case 'a' -> ADDRESS;
      default -> throw new IllegalArgumentException(String.valueOf(letter));
    };
  }

  /** Says what it means that a call threw: a handle that was given back, or a defect. */
  static RuntimeException failure(String call, Throwable e) {
    if (e instanceof IllegalStateException) {
      return new SisciException(SisciError.NOT_CONNECTED, call, "it was given back before");
    }
    if (e instanceof RuntimeException runtime) {
      return runtime;
    }
    if (e instanceof Error error) {
      throw error;
    }
    throw new AssertionError(call, e);
  }
}
