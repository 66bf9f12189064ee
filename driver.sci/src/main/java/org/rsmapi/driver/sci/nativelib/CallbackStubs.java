// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.nativelib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The C functions that the library calls: one per type, whatever number of handles there is. In an
 * automatic arena, since a thread of the library may still be on its way out of one when nobody
 * needs it any more. The callbacks don't refer back to them, or neither would ever be collected.
 */
final class CallbackStubs {

  private static final FunctionDescriptor LOCAL_SEGMENT =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final FunctionDescriptor REMOTE_SEGMENT =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final FunctionDescriptor DATA_INTERRUPT =
      FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT);

  private final MemorySegment localSegment;
  private final MemorySegment remoteSegment;
  private final MemorySegment dataInterrupt;

  CallbackStubs(Callbacks callbacks) {
    Arena arena = Arena.ofAuto();
    localSegment = stub(callbacks, "localSegment", LOCAL_SEGMENT, arena);
    remoteSegment = stub(callbacks, "remoteSegment", REMOTE_SEGMENT, arena);
    dataInterrupt = stub(callbacks, "dataInterrupt", DATA_INTERRUPT, arena);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment stub(
      Callbacks callbacks, String method, FunctionDescriptor type, Arena arena) {
    try {
      MethodHandle target =
          MethodHandles.lookup().findVirtual(Callbacks.class, method, type.toMethodType());
      return Linker.nativeLinker().upcallStub(target.bindTo(callbacks), type, arena);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(method, e);
    }
  }

  long localSegment() {
    return localSegment.address();
  }

  long remoteSegment() {
    return remoteSegment.address();
  }

  long dataInterrupt() {
    return dataInterrupt.address();
  }
}
