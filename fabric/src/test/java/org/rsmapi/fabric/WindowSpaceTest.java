// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.RsmError;
import org.rsmapi.fabric.linux.Libc;

class WindowSpaceTest {

  private static final long PAGE = Libc.get().getpagesize();

  @Test
  void anInterruptedThreadGetsAddressesAndStaysInterrupted() {
    try (WindowSpace space = new WindowSpace();
        Arena arena = Arena.ofShared()) {
      Thread.currentThread().interrupt();
      try {
        assertEquals(PAGE, space.reserve(PAGE, arena).byteSize());
      } finally {
        assertTrue(Thread.interrupted());
      }
      assertEquals(PAGE, space.reserve(PAGE, arena).byteSize());
    }
  }

  @Test
  void interruptsFromOutsideSpoilNothing() throws InterruptedException {
    try (WindowSpace space = new WindowSpace();
        Arena arena = Arena.ofShared()) {
      Thread user =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 2_000; i++) {
                      space.reserve(PAGE, arena);
                      boolean ignored = Thread.interrupted();
                    }
                  });
      while (user.isAlive()) {
        user.interrupt();
        Thread.onSpinWait();
      }
      user.join();
      assertEquals(PAGE, space.reserve(PAGE, arena).byteSize());
    }
  }

  @Test
  void smallRangesAreCutFromOneAndDoNotOverlap() {
    try (WindowSpace space = new WindowSpace()) {
      List<MemorySegment> ranges = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        MemorySegment range = space.reserve((1 + i % 20) * PAGE);
        assertEquals((1 + i % 20) * PAGE, range.byteSize());
        assertEquals(0, range.address() % PAGE);
        range.fill((byte) i);
        ranges.add(range);
      }
      for (int i = 0; i < ranges.size(); i++) {
        byte expected = (byte) i;
        MemorySegment range = ranges.get(i);
        for (long at = 0; at < range.byteSize(); at += PAGE) {
          assertEquals(expected, range.get(ValueLayout.JAVA_BYTE, at));
        }
      }
    }
  }

  @Test
  void aSmallRangeOutlivesTheSpaceAndKeepsNoFileBehind() {
    WindowSpace space = new WindowSpace();
    MemorySegment range = space.reserve(PAGE);
    Mapping.scrapAt(range.address(), PAGE); // as a window is detached
    space.close();
    range.set(ValueLayout.JAVA_LONG, 0, 5);
    assertEquals(5, range.get(ValueLayout.JAVA_LONG, 0));
    for (long at = 0; at < 64 * PAGE; at += PAGE) {
      assertFalse(Host.mappingAt(range.address() + at).contains("rsm-window"));
    }
  }

  @Test
  void closedItGivesNothing() {
    WindowSpace space = new WindowSpace();
    space.close();
    try (Arena arena = Arena.ofConfined()) {
      Host.assertFails(RsmError.CTLR_NOT_PRESENT, () -> space.reserve(PAGE, arena));
      Host.assertFails(RsmError.CTLR_NOT_PRESENT, () -> space.reserve(PAGE));
    }
  }
}
