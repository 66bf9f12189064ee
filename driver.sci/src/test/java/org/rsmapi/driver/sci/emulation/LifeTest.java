// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.sci.sisci.LocalDataInterrupt;
import org.rsmapi.driver.sci.sisci.RemoteSegment;
import org.rsmapi.driver.sci.sisci.Sequence;
import org.rsmapi.driver.sci.sisci.SequenceStatus;
import org.rsmapi.driver.sci.sisci.SisciError;

class LifeTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int ROUNDS = 100_000;

  @Test
  void closingWithEverythingOpenLeavesNothingBehind() {
    int threads = Host.threads().size();
    int descriptors = Host.descriptors().size();
    for (int i = 0; i < 20; i++) {
      live(i);
    }
    assertEquals(threads, Host.threads().size());
    Host.await("descriptors as before", () -> Host.descriptors().size() == descriptors);
  }

  private static void live(int value) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment window;
      MemorySegment mapped;
      Pair pair = new Pair();
      try (pair) {
        pair.available();
        pair.exporting.createSegment(5, Pair.SIZE, pair.exporter);
        RemoteSegment remote = pair.connect();
        window = remote.map(false).window();
        assertNotNull(window);
        mapped = remote.mapShared(0, 8, false, 0, arena);
        LocalDataInterrupt interrupt = pair.exporting.createDataInterrupt(0, data -> {});
        pair.importing
            .connectDataInterrupt(0, Pair.EXPORTER, interrupt.number())
            .trigger(new byte[1]);
        mapped.set(LONG, 0, value);
        assertEquals(value, pair.memory.get(LONG, 0));
        if (value % 2 == 0) {
          pair.control.crash(Pair.EXPORTER);
        }
      }
      window.set(LONG, 0, 1);
      mapped.set(LONG, 0, 1);
      Host.assertFails(SisciError.NOT_INITIALIZED, pair::connect);
    }
  }

  @Test
  void aSequenceAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Pair pair = new Pair()) {
      pair.available();
      Sequence sequence = pair.connect().map(false).createSequence();
      run(sequence);
      long before = threads.getCurrentThreadAllocatedBytes();
      long begun = System.nanoTime();
      run(sequence);
      long nanos = System.nanoTime() - begun;
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      // The calls that measure may allocate, too.
      assertTrue(allocated < 1024, allocated + " bytes; " + nanos / ROUNDS + " ns each");
    }
  }

  private static void run(Sequence sequence) {
    for (int i = 0; i < ROUNDS; i++) {
      if (sequence.start() != SequenceStatus.OK || sequence.check() != SequenceStatus.OK) {
        throw new AssertionError("not OK");
      }
    }
  }
}
