// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
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

/** Every rule of putv and getv, on a driver that maps, on an engine, and on a lossy medium. */
class VectorTest extends LibraryFixture {

  private static final byte OLD = 1;

  private MemorySegment local;

  @BeforeEach
  void fill() {
    memory.fill(OLD);
    local = arena.allocate(LENGTH, PAGE);
    for (long i = 0; i < LENGTH; i++) {
      local.set(ValueLayout.JAVA_BYTE, i, (byte) (31 * i + 7));
    }
  }

  private static void fails(RsmError error, int residual, ScatterGather list, Call call) {
    assertRsmError(error, () -> call.with(list));
    assertEquals(residual, list.residualCount());
  }

  /** A vector call on some import segment. */
  interface Call {
    void with(ScatterGather list);
  }

  private static ScatterGather list(IoVector... entries) {
    return new ScatterGather(entries);
  }

  private static ScatterGather posting(int moreFlags, IoVector... entries) {
    return new ScatterGather(entries, entries.length, ScatterGather.IMPLICIT_SIGPOST | moreFlags);
  }

  private static void assertMoved(
      MemorySegment from, long fromOffset, MemorySegment to, long toOffset, long length) {
    assertEquals(-1, from.asSlice(fromOffset, length).mismatch(to.asSlice(toOffset, length)));
  }

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
  void callAsAWholeIsCheckedInOrder(Medium medium) {
    medium.in(driver);
    ExportSegment exporter = published();
    ImportSegment reader = connected(Permission.READ);
    ImportSegment writer = connected(Permission.WRITE);
    final IoVector fine = IoVector.of(local, 0, 0, 8);
    final IoVector bad = new IoVector(7, null, null, -1, -1, -1);
    assertRsmError(RsmError.BAD_SGIO, () -> reader.putv(null));
    assertRsmError(RsmError.BAD_SGIO, () -> reader.getv(null));
    fails(RsmError.BAD_SGIO, 3, new ScatterGather(null, 3, 0), reader::putv);
    fails(RsmError.BAD_SGIO, 0, new ScatterGather((IoVector[]) null), reader::getv);
    for (int count : new int[] {0, -1, 2, 17, Integer.MIN_VALUE}) {
      fails(
          RsmError.BAD_SGIO,
          count,
          new ScatterGather(new IoVector[] {fine}, count, 0),
          reader::putv);
    }
    IoVector[] many = new IoVector[17];
    Arrays.fill(many, fine);
    fails(RsmError.BAD_SGIO, 17, new ScatterGather(many, 17, 0), writer::putv);
    fails(RsmError.BAD_SGIO, 2, list(fine, null), reader::putv);
    new ScatterGather(many, 16, 0);
    fails(RsmError.PERM_DENIED, 1, list(bad), reader::putv);
    fails(RsmError.PERM_DENIED, 1, list(bad), writer::getv);
    assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, 0));
    exporter.unpublish();
    fails(RsmError.PERM_DENIED, 1, list(bad), reader::putv);
    fails(RsmError.CONN_ABORTED, 1, list(bad), writer::putv);
    writer.setMode(BarrierMode.EXPLICIT);
    fails(RsmError.CONN_ABORTED, 1, list(bad), writer::putv);
    writer.disconnect();
    fails(RsmError.BAD_SEG_HNDL, 0, new ScatterGather(many, 0, 0), writer::putv);
    fails(RsmError.BAD_SGIO, 1, new ScatterGather(null, 1, 0), writer::putv);
    controller.release();
    fails(RsmError.BAD_CTLR_HNDL, 0, new ScatterGather(many, 0, 0), reader::putv);
    fails(RsmError.BAD_SEG_HNDL, 0, new ScatterGather(many, 0, 0), writer::putv);
  }

  @ParameterizedTest
  @EnumSource
  void aListMayBeUsedAgain(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment reader = connected(Permission.READ);
    ImportSegment writer = connected(Permission.WRITE);
    ScatterGather list = list(IoVector.of(local, 0, 0, 8));
    fails(RsmError.PERM_DENIED, 1, list, reader::putv);
    writer.putv(list);
    assertEquals(0, list.residualCount());
  }

  @ParameterizedTest
  @EnumSource
  void residualCountTellsWhichEntryFailed(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector[] entries = new IoVector[5];
    for (int i = 0; i < 5; i++) {
      entries[i] = IoVector.of(local, PAGE * (i % 4), 64L * i, 64);
    }
    entries[2] = IoVector.of(local, 0, LENGTH - 63, 64);
    fails(RsmError.BAD_LENGTH, 3, list(entries), segment::putv);
    assertMoved(local, PAGE, memory, 64, 64);
    for (long i = 128; i < LENGTH; i++) {
      assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void entriesAreCheckedInOrder(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    long given = PAGE + 5;
    final LocalMemory handle = controller.createLocalMemory(local, given);
    LocalMemory freed = controller.createLocalMemory(local, PAGE);
    controller.freeLocalMemory(freed);
    for (int type : new int[] {0, 3, -1}) {
      entry(segment, RsmError.BAD_SGIO, new IoVector(type, handle, local, -1, -1, -1));
    }
    entry(segment, RsmError.BAD_SGIO, IoVector.of((LocalMemory) null, -1, -1, -1));
    entry(segment, RsmError.BAD_SGIO, IoVector.of(freed, -1, -1, -1));
    entry(segment, RsmError.BAD_ADDR, IoVector.of((MemorySegment) null, -1, -1, -1));
    for (long offset : new long[] {-1, Long.MIN_VALUE, LENGTH + 1, Long.MAX_VALUE}) {
      entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, 0, offset, 0));
      entry(segment, RsmError.BAD_OFFSET, IoVector.of(handle, 0, offset, -1));
      entry(segment, RsmError.BAD_OFFSET, IoVector.of(handle, offset, 0, -1));
    }
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, 0, LENGTH, 1));
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, -1, 0, -1));
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, Long.MIN_VALUE, 0, Long.MAX_VALUE));
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(handle, given, 0, 1));
    for (long length : new long[] {-1, Long.MIN_VALUE, LENGTH, Long.MAX_VALUE}) {
      entry(segment, RsmError.BAD_LENGTH, IoVector.of(local, 1, 1, length));
      entry(segment, RsmError.BAD_LENGTH, IoVector.of(handle, 1, 1, length));
    }
    entry(segment, RsmError.BAD_LENGTH, IoVector.of(handle, 0, 0, given + 1));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(local, 1, 0, LENGTH));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(local, LENGTH + 1, 0, 0));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(local, Long.MAX_VALUE, 0, 8));
    for (IoVector fine :
        new IoVector[] {
          IoVector.of(local, LENGTH, LENGTH, 0),
          IoVector.of(handle, given, LENGTH, 0),
          IoVector.of(handle, 0, LENGTH - given, given),
          IoVector.of(local, 0, 0, LENGTH)
        }) {
      segment.putv(list(fine));
      segment.getv(list(fine));
    }
  }

  private static void entry(ImportSegment segment, RsmError error, IoVector entry) {
    fails(error, 1, list(entry), segment::putv);
    fails(error, 1, list(entry), segment::getv);
  }

  @ParameterizedTest
  @EnumSource
  void memoryThatIsClosedForeignOrReadOnly(Medium medium) throws InterruptedException {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    MemorySegment closed;
    LocalMemory closedHandle;
    try (Arena shortLived = Arena.ofConfined()) {
      closed = shortLived.allocate(PAGE, PAGE);
      closedHandle = controller.createLocalMemory(closed, PAGE);
      MemorySegment confined = closed;
      Thread stranger =
          Thread.ofPlatform()
              .start(() -> entry(segment, RsmError.BAD_ADDR, IoVector.of(confined, 0, 0, 8)));
      stranger.join();
    }
    entry(segment, RsmError.BAD_ADDR, IoVector.of(closed, 0, 0, 8));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(closedHandle, 0, 0, 0));
    MemorySegment readOnly = local.asReadOnly();
    LocalMemory readOnlyHandle = controller.createLocalMemory(readOnly, PAGE);
    for (IoVector entry :
        new IoVector[] {IoVector.of(readOnly, 0, 0, 8), IoVector.of(readOnlyHandle, 0, 0, 8)}) {
      fails(RsmError.BAD_ADDR, 1, list(entry), segment::getv);
      segment.putv(list(entry));
    }
    assertMoved(local, 0, memory, 0, 8);
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

  @ParameterizedTest
  @EnumSource(names = {"LOSSY_MAPPED", "LOSSY_ENGINE"})
  void lossFailsTheEntryInImplicitModeOnly(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector fine = IoVector.of(local, 0, 0, 8);
    driver.lossAfterTransfers = 2;
    fails(RsmError.BARRIER_FAILURE, 2, list(fine, fine, fine), segment::putv);
    segment.putv(list(fine, fine, fine));
    segment.setMode(BarrierMode.EXPLICIT);
    driver.lossAfterTransfers = 1;
    segment.putv(list(fine));
    segment.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "LOSSY_ENGINE"})
  void whatAnEngineReportsPassesThrough(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = ready();
    IoVector fine = IoVector.of(local, 0, 0, 8);
    engine(segment, fine, RsmError.REMOTE_NODE_UNREACHABLE, RsmError.REMOTE_NODE_UNREACHABLE);
    engine(segment, fine, RsmError.RSM_ADDR_UNREACHABLE, RsmError.REMOTE_NODE_UNREACHABLE);
    engine(segment, fine, RsmError.INSUFFICIENT_RESOURCES, RsmError.INSUFFICIENT_RESOURCES);
    engine(segment, fine, RsmError.INSUFFICIENT_MEM, RsmError.INSUFFICIENT_RESOURCES);
    engine(segment, fine, RsmError.BARRIER_FAILURE, RsmError.BARRIER_FAILURE);
    engine(segment, fine, RsmError.CONN_ABORTED, RsmError.CONN_ABORTED);
    engine(segment, fine, RsmError.MAP_FAILED, RsmError.BARRIER_FAILURE);
    engine(segment, fine, RsmError.INTERRUPTED, RsmError.INTERRUPTED);
    assertTrue(Thread.interrupted());
    driver.transferFailure = new IllegalArgumentException("a defect");
    fails(RsmError.BARRIER_FAILURE, 1, list(fine), segment::putv);
  }

  private void engine(ImportSegment segment, IoVector entry, RsmError of, RsmError expected) {
    driver.transferFailure = new RsmException(of, "", "");
    fails(expected, 2, list(entry, entry), segment::putv);
    fails(expected, 2, list(entry, entry), segment::getv);
    driver.transferFailure = null;
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "LOSSY_ENGINE"})
  void theEntryInProgressFailsWithTheConnection(Medium medium) {
    medium.in(driver);
    ExportSegment exporter = published();
    IoVector fine = IoVector.of(local, 0, 0, 8);
    ImportSegment broken = connected(Permission.RDWR);
    driver.beforeTransfer = exporter::unpublish;
    fails(RsmError.CONN_ABORTED, 2, posting(0, fine, fine), broken::putv);
    exporter.publish(ID, null);
    ImportSegment gone = connected(Permission.RDWR);
    driver.beforeTransfer = gone::disconnect;
    fails(RsmError.BAD_SEG_HNDL, 2, list(fine, fine), gone::getv);
    ImportSegment goneWithError = connected(Permission.RDWR);
    driver.beforeTransfer = goneWithError::disconnect;
    driver.transferFailure = new RsmException(RsmError.CONN_ABORTED, "", "");
    fails(RsmError.BAD_SEG_HNDL, 2, list(fine, fine), goneWithError::getv);
    broken.disconnect();
    assertEquals(0, driver.liveBarriers.get());
    driver.transferFailure = null;
    ImportSegment released = connected(Permission.RDWR);
    driver.beforeTransfer = controller::release;
    fails(RsmError.BAD_CTLR_HNDL, 2, list(fine, fine), released::putv);
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
  void anEntryExchangedMeanwhileIsLookedAtAgain() {
    Medium.ENGINE.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector fine = IoVector.of(local, 0, 0, 8);
    ScatterGather list = list(fine, fine);
    driver.beforeTransfer = () -> list.entries()[1] = null;
    fails(RsmError.BAD_SGIO, 1, list, segment::putv);
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

  @ParameterizedTest
  @EnumSource
  void disconnectAndFreeWhileVectorsRun(Medium medium) throws InterruptedException {
    medium.in(driver);
    driver.registering = true;
    published();
    for (int round = 0; round < 50; round++) {
      ImportSegment segment = connected(Permission.RDWR);
      LocalMemory handle = controller.createLocalMemory(local, LENGTH);
      boolean free = round % 2 == 0;
      CountDownLatch running = new CountDownLatch(2);
      List<RsmError> ends = new CopyOnWriteArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        boolean get = i == 0;
        threads.add(
            Thread.ofPlatform().start(() -> ends.add(untilItFails(segment, handle, get, running))));
      }
      running.await();
      if (free) {
        controller.freeLocalMemory(handle);
        assertEquals(0, driver.liveLocalMemories.get());
      } else {
        segment.disconnect();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      RsmError expected = free ? RsmError.BAD_SGIO : RsmError.BAD_SEG_HNDL;
      assertEquals(List.of(expected, expected), ends);
      segment.close();
      handle.close();
    }
    assertEquals(0, driver.liveBarriers.get());
    assertEquals(0, driver.errorsOfTheLibrary.get());
  }

  private static RsmError untilItFails(
      ImportSegment segment, LocalMemory handle, boolean get, CountDownLatch running) {
    ScatterGather list = list(IoVector.of(handle, 0, 0, PAGE), IoVector.of(handle, 0, PAGE, 100));
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (System.nanoTime() < deadline) {
      try {
        if (get) {
          segment.getv(list);
        } else {
          segment.putv(list);
        }
      } catch (RsmException e) {
        return e.error();
      } finally {
        running.countDown();
      }
    }
    return RsmError.SUCCESS;
  }
}
