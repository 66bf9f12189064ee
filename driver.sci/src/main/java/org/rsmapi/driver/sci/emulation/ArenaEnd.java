// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Tells of the end of an arena, before the arena frees what it has so far. The arena refers to
 * objects of the JDK alone; once the future is complete, nothing else is reachable from them.
 */
final class ArenaEnd {

  private static final MethodHandle COMPLETE = complete();

  private ArenaEnd() {}

  private static MethodHandle complete() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              CompletableFuture.class,
              "complete",
              MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what completes when the arena is closed; its last addition is first to hear. */
  @SuppressWarnings({"restricted", "unchecked"}) // a Consumer of anything consumes memory
  static CompletableFuture<Boolean> of(MemorySegment memory, Arena arena) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    MethodHandle bound = MethodHandles.insertArguments(COMPLETE, 0, end, true);
    MethodHandle ignoring =
        MethodHandles.dropArguments(
            bound.asType(bound.type().changeReturnType(void.class)), 0, Object.class);
    Consumer<MemorySegment> action =
        (Consumer<MemorySegment>) MethodHandleProxies.asInterfaceInstance(Consumer.class, ignoring);
    MemorySegment ignored =
        MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize(), arena, action);
    return end;
  }
}
