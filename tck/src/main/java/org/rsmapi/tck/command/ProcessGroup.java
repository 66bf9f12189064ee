// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Which processes Ctrl-C ends. */
final class ProcessGroup {

  private ProcessGroup() {}

  /**
   * Leaves the group that the terminal sends signals to. Else the tests, and the processes that
   * they start, end at Ctrl-C before the watching process knows why. Where there are no such
   * groups, nothing happens.
   */
  static void leave() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("setpgid");
    if (function.isPresent()) {
      call(linker, function.get());
    }
  }

  @SuppressWarnings("restricted")
  private static void call(Linker linker, MemorySegment function) {
    try {
      Object ignored =
          linker
              .downcallHandle(
                  function,
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
              .invoke(0, 0);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
