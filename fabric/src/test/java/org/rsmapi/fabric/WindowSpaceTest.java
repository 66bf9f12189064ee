// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
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
  void closedItGivesNothing() {
    WindowSpace space = new WindowSpace();
    space.close();
    try (Arena arena = Arena.ofConfined()) {
      Host.assertFails(RsmError.CTLR_NOT_PRESENT, () -> space.reserve(PAGE, arena));
    }
  }
}
