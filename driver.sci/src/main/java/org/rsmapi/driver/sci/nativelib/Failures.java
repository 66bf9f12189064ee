// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.rsmapi.driver.sci.sisci.SisciException;

/** Makes exceptions of error codes, with what the library says about them. */
final class Failures {

  private static final int LONGEST_TEXT = 512;

  private static final MethodHandle GET_ERROR_STRING = Downcall.of('j', "i");

  private final MemorySegment getErrorString;

  Failures(Symbols symbols) {
    getErrorString = symbols.function("SCIGetErrorString");
  }

  /** Throws if a call left an error. */
  void check(MemorySegment scratch, String call) {
    if (Scratch.error(scratch) != 0) {
      throw of(scratch, call, "");
    }
  }

  /** Throws if a call left an error; the detail tells what it was called with. */
  void check(MemorySegment scratch, String call, String name, long value) {
    if (Scratch.error(scratch) != 0) {
      throw of(scratch, call, name + "=" + value);
    }
  }

  SisciException of(MemorySegment scratch, String call, String detail) {
    int code = Scratch.error(scratch);
    String text = text(code);
    return new SisciException(code, call, detail.isEmpty() ? text : detail + ": " + text);
  }

  @SuppressWarnings("restricted")
  private String text(int code) {
    long address;
    try {
      address = (long) GET_ERROR_STRING.invokeExact(getErrorString, code);
    } catch (Throwable e) {
      throw Downcall.failure("SCIGetErrorString", e);
    }
    if (address == 0) {
      return String.format(Locale.ROOT, "0x%08X", code);
    }
    MemorySegment text = MemorySegment.ofAddress(address).reinterpret(LONGEST_TEXT);
    int length = 0;
    while (length < LONGEST_TEXT && text.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    return new String(text.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }
}
