// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;
import org.rsmapi.Segment;

/** What putv and getv move and post, on a driver that maps, on an engine, and on a lossy medium. */
class VectorTransferTest extends VectorFixture {

  @ParameterizedTest
  @EnumSource
  void sixteenMixedEntriesBothWaysWithoutABarrier(Medium medium) {
    medium.in(driver);
    published();
    for (BarrierMode mode : BarrierMode.values()) {
      ImportSegment segment = connected(Permission.RDWR);
      segment.setMode(mode);
      LocalMemory handle = controller.createLocalMemory(local, LENGTH);
      MemorySegment heap =
          MemorySegment.ofArray(local.asSlice(0, PAGE).toArray(ValueLayout.JAVA_BYTE));
      MemorySegment source = heap.asReadOnly();
      IoVector[] entries = new IoVector[16];
      for (int i = 0; i < 16; i++) {
        long at = 100L * i + 1;
        entries[i] =
            switch (i % 3) {
              case 0 -> IoVector.of(handle, at, at, i == 6 ? 0 : 77);
              case 1 -> IoVector.of(local, at, at, 77);
              default -> IoVector.of(source, at, at, 77);
            };
      }
      memory.fill(OLD);
      ScatterGather put = list(entries);
      segment.putv(put);
      assertEquals(0, put.residualCount());
      MemorySegment back = arena.allocate(LENGTH, PAGE);
      IoVector[] returns = new IoVector[16];
      for (int i = 0; i < 16; i++) {
        long at = 100L * i + 1;
        assertMoved(i == 6 ? memory : local, i == 6 ? 0 : at, memory, at, i == 6 ? 0 : 77);
        assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, at - 1));
        assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, at + 77));
        returns[i] = IoVector.of(back, at + 50, at, 20);
      }
      segment.getv(list(returns));
      assertMoved(memory, 501, back, 551, 20);
      assertEquals(0, back.get(ValueLayout.JAVA_BYTE, 550));
      assertEquals(0, back.get(ValueLayout.JAVA_BYTE, 571));
      segment.putv(list(entries[0]));
      segment.disconnect();
      controller.freeLocalMemory(handle);
    }
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @EnumSource
  void laterEntryRemains(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    segment.putv(list(IoVector.of(local, 0, 8, 64), IoVector.of(local, 64, 8, 64)));
    assertMoved(local, 64, memory, 8, 64);
  }

  @ParameterizedTest
  @EnumSource
  void postsOnceAfterAllEntries(Medium medium) {
    medium.in(driver);
    ExportSegment exporter = published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector fine = IoVector.of(local, 0, 0, 8);
    segment.putv(posting(0, fine, fine));
    segment.getv(posting(0, fine));
    exporter.signalWait(0);
    exporter.signalWait(0);
    assertRsmError(RsmError.TIMEOUT, () -> exporter.signalWait(0));
    fails(
        RsmError.BAD_LENGTH,
        1,
        posting(0, fine, IoVector.of(local, 0, 0, LENGTH + 1)),
        segment::putv);
    assertRsmError(RsmError.TIMEOUT, () -> exporter.signalWait(0));
    ScatterGather quiet = posting(Segment.SIGPOST_NO_ACCUMULATE, fine);
    segment.putv(quiet);
    segment.putv(quiet);
    assertEquals(ScatterGather.IMPLICIT_SIGPOST | Segment.SIGPOST_NO_ACCUMULATE, quiet.flags());
    // Dropping the second one is the receiver's part.
    assertEquals(2, driver.accumulatingPosts.get());
    assertEquals(2, driver.otherPosts.get());
    exporter.signalWait(0);
    exporter.signalWait(0);
    segment.putv(new ScatterGather(new IoVector[] {fine}, 1, Segment.SIGPOST_NO_ACCUMULATE));
    assertRsmError(RsmError.TIMEOUT, () -> exporter.signalWait(0));
    driver.postFailure = new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, "", "");
    fails(RsmError.REMOTE_NODE_UNREACHABLE, 0, quiet, segment::putv);
  }

  @Test
  void handlesOfOtherControllersServeToo() {
    published();
    ImportSegment segment = connected(Permission.RDWR);
    try (RsmController other = rsm.controller("mem1")) {
      LocalMemory handle = other.createLocalMemory(local, PAGE);
      segment.putv(list(IoVector.of(handle, 3, 5, 7)));
      assertMoved(local, 3, memory, 5, 7);
      other.release();
      entry(segment, RsmError.BAD_SGIO, IoVector.of(handle, 0, 0, 8));
    }
  }

  @Test
  void mappedPathAllocatesNothing() {
    published();
    ImportSegment segment = ready();
    LocalMemory handle = controller.createLocalMemory(local, LENGTH);
    MemorySegment heap = MemorySegment.ofArray(new byte[4096]);
    ScatterGather list =
        posting(
            0,
            IoVector.of(handle, 0, 0, 64),
            IoVector.of(local, 0, PAGE, PAGE),
            IoVector.of(heap, 1, 1, 9));
    assertSame(list, runMany(segment, list));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(own);
    runMany(segment, list);
    long bytes = threads.getThreadAllocatedBytes(own) - before;
    assertTrue(bytes < 20_000, "allocated " + bytes + " bytes in 20000 vectors");
  }

  private static ScatterGather runMany(ImportSegment segment, ScatterGather list) {
    for (int i = 0; i < 20_000; i++) {
      segment.putv(list);
      segment.getv(list);
    }
    return list;
  }

  @Test
  void bytesOutsideTheNamedRangesStay() {
    published();
    ImportSegment segment = connected(Permission.READ);
    byte[] target = new byte[16];
    memory.asSlice(0, 8).copyFrom(MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    MemorySegment heap = MemorySegment.ofArray(target);
    segment.getv(
        list(IoVector.of(heap, 1, 2, 2), IoVector.of(heap, 5, 2, 3), IoVector.of(heap, 10, 7, 1)));
    assertArrayEquals(new byte[] {0, 3, 4, 0, 0, 3, 4, 5, 0, 0, 8, 0, 0, 0, 0, 0}, target);
  }
}
