// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Function;
import org.rsmapi.driver.sci.sisci.RemoteSegment;

/** A use of the emulation that {@link UnloadTest} loads by a class loader of its own. */
public final class Tenant implements Function<Arena, List<MemorySegment>> {

  /** Uses it, and ends that; returns memory that an application still has. */
  @Override
  public List<MemorySegment> apply(Arena arena) {
    try (Pair pair = new Pair()) {
      pair.available();
      RemoteSegment remote = pair.connect();
      MemorySegment window = remote.map(false).window();
      MemorySegment shared = remote.mapShared(0, 64, false, 0, arena);
      shared.set(ValueLayout.JAVA_LONG, 0, 1);
      pair.link(false);
      pair.link(true);
      return List.of(window, shared, pair.exporting.allocate(Pair.SIZE, arena));
    }
  }
}
