// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rsmapi.fabric.linux.Libc;

class WindowTest {

  private static final long PAGE = Libc.get().getpagesize();
  private static final long SIZE = 4 * PAGE;
  private static final int ROUNDS = 200;
  private static final int WRITERS = 4;

  @Test
  void threadsThatStoreNeitherFaultNorReachTheMemoryOnceItIsDetached() throws Exception {
    try (WindowSpace space = new WindowSpace();
        MemoryFile file = MemoryFile.reserve("rsm-test", SIZE)) {
      long mapped = Mapping.shared(file);
      MemorySegment truth = Mapping.at(mapped, SIZE);
      for (int round = 0; round < ROUNDS; round++) {
        Window window =
            Window.map(
                space.reserve(SIZE),
                new Layout(List.of(new Layout.Part(file.number(), 0, SIZE))),
                true);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong stores = new AtomicLong();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          writers.add(Thread.ofPlatform().start(() -> store(window.segment(), stop, stores)));
        }
        Host.await("stores", () -> stores.get() > WRITERS);
        window.detach();
        // A store that had begun is over; what follows goes elsewhere.
        truth.fill((byte) 0);
        long before = stores.get();
        Host.await("further stores", () -> stores.get() > before + 2 * WRITERS);
        assertEquals(-1, truth.mismatch(MemorySegment.ofArray(new byte[(int) SIZE])));
        stop.set(true);
        for (Thread writer : writers) {
          writer.join();
        }
      }
      Mapping.unmap(mapped, SIZE);
    }
  }

  private static void store(MemorySegment memory, AtomicBoolean stop, AtomicLong stores) {
    while (!stop.get()) {
      for (long at = 0; at < SIZE; at += 64) {
        memory.set(ValueLayout.JAVA_LONG, at, -1);
      }
      stores.incrementAndGet();
    }
  }

  @Test
  void aForgottenWindowIsNotTouchedAnyMore() {
    try (WindowSpace space = new WindowSpace();
        MemoryFile file = MemoryFile.reserve("rsm-test", SIZE);
        Arena later = Arena.ofShared()) {
      Window window;
      try (Arena arena = Arena.ofShared()) {
        window =
            Window.map(
                space.reserve(SIZE, arena),
                new Layout(List.of(new Layout.Part(file.number(), 0, SIZE))),
                true);
        window.forget();
      }
      List<MemorySegment> others = new ArrayList<>();
      boolean again = false;
      for (int i = 0; i < 50; i++) {
        MemorySegment other = space.reserve(SIZE, later);
        other.fill((byte) 7);
        others.add(other);
        again |= Host.mappingAt(window.segment().address()).contains("rsm-window");
      }
      window.detach();
      for (MemorySegment other : others) {
        assertEquals(7, other.get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(7, other.get(ValueLayout.JAVA_BYTE, SIZE - 1));
      }
      assertTrue(again, "the addresses came again");
    }
  }

  @Test
  void partsLieSideBySide() {
    try (WindowSpace space = new WindowSpace();
        MemoryFile one = MemoryFile.reserve("rsm-test", SIZE);
        MemoryFile two = MemoryFile.reserve("rsm-test", SIZE);
        Arena arena = Arena.ofShared()) {
      List<Layout.Part> parts =
          List.of(
              new Layout.Part(one.number(), PAGE, PAGE),
              new Layout.Part(two.number(), 0, 2 * PAGE));
      Window window = Window.map(space.reserve(3 * PAGE, arena), new Layout(parts), true);
      assertEquals(3 * PAGE, window.segment().byteSize());
      window.segment().set(ValueLayout.JAVA_LONG, 0, 1);
      window.segment().set(ValueLayout.JAVA_LONG, 2 * PAGE, 2);
      long first = Mapping.shared(one);
      long second = Mapping.shared(two);
      assertEquals(1, Mapping.at(first, SIZE).get(ValueLayout.JAVA_LONG, PAGE));
      assertEquals(2, Mapping.at(second, SIZE).get(ValueLayout.JAVA_LONG, PAGE));
      Mapping.unmap(first, SIZE);
      Mapping.unmap(second, SIZE);
    }
  }
}
