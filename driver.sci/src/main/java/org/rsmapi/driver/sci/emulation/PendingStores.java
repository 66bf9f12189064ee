// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Stores of a map that nobody else can see yet, in their order. */
final class PendingStores {

  /** So much waits at most: then all of it goes. */
  private static final long MOST_BYTES = 1L << 20;

  /** Bytes, and where they go. */
  private record Store(long offset, MemorySegment bytes, int elementSize) {}

  private final MemorySegment window;
  private final List<Store> stores = new ArrayList<>();
  private long waitingBytes;

  PendingStores(MemorySegment window) {
    this.window = window;
  }

  synchronized void add(long offset, MemorySegment source, int elementSize) {
    stores.add(
        new Store(
            offset, MemorySegment.ofArray(source.toArray(ValueLayout.JAVA_BYTE)), elementSize));
    waitingBytes += source.byteSize();
    if (waitingBytes >= MOST_BYTES) {
      push();
    }
  }

  synchronized void push() {
    for (Store store : stores) {
      Elements.copy(
          store.bytes, 0, window, store.offset, store.bytes.byteSize(), store.elementSize);
    }
    stores.clear();
    waitingBytes = 0;
  }
}
