// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.defect;

import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** The gets and puts of an import segment, and what defects ask of their arguments. */
final class Transfers {

  static final String[] GETS = operations("get", "get8", "get16", "get32", "get64");
  static final String[] PUTS = operations("put", "put8", "put16", "put32", "put64");
  static final String[] ALL = Stream.of(GETS, PUTS).flatMap(Stream::of).toArray(String[]::new);
  static final String[] BYTES = operations("get", "get8", "put", "put8");

  private Transfers() {}

  /** Returns names such as {@code ImportSegment.get8}. */
  static String[] operations(String... methods) {
    return Stream.of(methods).map(method -> "ImportSegment." + method).toArray(String[]::new);
  }

  /** Tells whether one value is transferred without a buffer. */
  static boolean isSingle(Call call) {
    return call.argCount() == (isGet(call) ? 1 : 2);
  }

  private static boolean isGet(Call call) {
    return call.operation().startsWith("ImportSegment.get");
  }

  static long offset(Call call) {
    return call.longArg(0);
  }

  static MemorySegment buffer(Call call) {
    return call.arg(1, MemorySegment.class);
  }

  static boolean hasBuffer(Call call) {
    return !isSingle(call) && call.arg(1) != null;
  }

  /** Returns the count of elements, or of bytes in the plain forms. */
  static long count(Call call) {
    return isSingle(call) ? 1 : call.longArg(2);
  }

  /** Returns the bytes of an element. */
  static int width(Call call) {
    String digits = call.operation().replaceAll("\\D", "");
    return digits.isEmpty() ? 1 : Integer.parseInt(digits) / Byte.SIZE;
  }

  static ImportSegment segment(Call call) {
    return call.self(ImportSegment.class);
  }

  /** Tells whether the call finds the import in this mode. */
  static boolean isIn(Call call, BarrierMode mode) {
    return isLive(call) && segment(call).mode() == mode;
  }

  /** Tells whether the import is not disconnected. */
  static boolean isLive(Call call) {
    return isLive(segment(call));
  }

  private static boolean isLive(ImportSegment segment) {
    try {
      BarrierMode ignored = segment.mode();
      return true;
    } catch (RsmException e) {
      return false;
    }
  }

  /** Tells whether the import has lost its connection; there are no poll references then. */
  static boolean isBroken(Call call) {
    return isBroken(segment(call));
  }

  /** Tells whether an import that is not disconnected has lost its connection. */
  static boolean isBroken(ImportSegment segment) {
    if (!isLive(segment)) {
      return false;
    }
    try {
      Object ignored = segment.getPollReference();
      segment.releasePollReference();
      return false;
    } catch (RsmException e) {
      return e.error() == RsmError.BAD_SEG_HNDL;
    }
  }
}
