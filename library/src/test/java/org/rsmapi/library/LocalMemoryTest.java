// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.ScatterGather;

class LocalMemoryTest extends LibraryFixture {

  private static final long DEADLINE_SECONDS = 30;

  @BeforeEach
  void count() {
    driver.registering = true;
  }

  @Test
  void anyLengthAndSeveralOverOneMemory() {
    for (long length : new long[] {1, PAGE, PAGE + 1, LENGTH}) {
      LocalMemory first = controller.createLocalMemory(memory, length);
      LocalMemory second = controller.createLocalMemory(memory, length);
      assertEquals(length, first.length());
      assertEquals(2, driver.liveLocalMemories.get());
      controller.freeLocalMemory(first);
      second.close();
      second.close();
      assertEquals(length, first.length());
    }
    assertEquals(0, driver.liveLocalMemories.get());
    memory.set(ValueLayout.JAVA_LONG, 0, 5);
  }

  @Test
  void createChecksInOrder() throws InterruptedException {
    MemorySegment heap = MemorySegment.ofArray(new long[8]);
    MemorySegment closed;
    AtomicReference<MemorySegment> foreign = new AtomicReference<>();
    try (Arena shortLived = Arena.ofConfined()) {
      closed = shortLived.allocate(PAGE, PAGE);
      foreign.set(closed);
      Thread stranger =
          Thread.ofPlatform().start(() -> create(RsmError.BAD_ADDR, foreign.get(), PAGE));
      stranger.join();
    }
    create(RsmError.BAD_ADDR, null, 0);
    create(RsmError.BAD_ADDR, heap, 0);
    create(RsmError.BAD_ADDR, memory.asSlice(1), 0);
    create(RsmError.BAD_LENGTH, closed, 0);
    create(RsmError.BAD_LENGTH, memory, -1);
    create(RsmError.BAD_LENGTH, memory, Long.MIN_VALUE);
    create(RsmError.BAD_ADDR, closed, 1);
    create(RsmError.BAD_ADDR, memory, LENGTH + 1);
    create(RsmError.BAD_ADDR, memory, Long.MAX_VALUE);
    for (RsmError code : new RsmError[] {RsmError.INSUFFICIENT_MEM, RsmError.MAP_FAILED}) {
      driver.registerFailure = new RsmException(code, "", "");
      create(RsmError.INSUFFICIENT_MEM, memory, PAGE);
    }
    driver.registerFailure = new IllegalStateException("a defect");
    create(RsmError.INSUFFICIENT_MEM, memory, PAGE);
    driver.registerFailure = null;
    controller.release();
    create(RsmError.BAD_ADDR, null, 0);
    create(RsmError.BAD_ADDR, heap, 0);
    create(RsmError.BAD_ADDR, memory.asSlice(1), 0);
    create(RsmError.BAD_CTLR_HNDL, memory, 0);
    assertEquals(0, driver.liveLocalMemories.get());
  }

  private void create(RsmError error, MemorySegment range, long length) {
    assertRsmError(error, () -> controller.createLocalMemory(range, length));
  }

  @Test
  void freeTakesLiveHandlesOfItsControllerOnly() {
    LocalMemory handle = controller.createLocalMemory(memory, PAGE);
    RsmController again = rsm.controller("mem0");
    RsmController other = rsm.controller("mem1");
    assertRsmError(RsmError.BAD_LOCALMEM_HNDL, () -> controller.freeLocalMemory(null));
    assertRsmError(RsmError.BAD_LOCALMEM_HNDL, () -> other.freeLocalMemory(handle));
    again.freeLocalMemory(handle);
    assertRsmError(RsmError.BAD_LOCALMEM_HNDL, () -> controller.freeLocalMemory(handle));
    LocalMemory second = controller.createLocalMemory(memory, PAGE);
    again.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> again.freeLocalMemory(second));
    controller.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> controller.freeLocalMemory(second));
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> controller.freeLocalMemory(null));
    other.release();
  }

  @Test
  void lastReleaseEndsAllHandles() {
    published();
    try (RsmController other = rsm.controller("mem1")) {
      ImportSegment segment = other.connect(MemoryDriver.NODE, ID, Permission.RDWR);
      LocalMemory handle = controller.createLocalMemory(arena.allocate(PAGE, PAGE), PAGE);
      ScatterGather list = new ScatterGather(IoVector.of(handle, 0, 0, 8));
      segment.putv(list);
      RsmController again = rsm.controller("mem0");
      again.release();
      segment.putv(list);
      controller.release();
      assertRsmError(RsmError.CONN_ABORTED, () -> segment.putv(list));
      assertNotEquals(0, handle.length());
      handle.close();
      assertRsmError(RsmError.BAD_LOCALMEM_HNDL, () -> other.freeLocalMemory(handle));
    }
  }

  @Test
  void handlesOutliveTheDriver() {
    LocalMemory handle = controller.createLocalMemory(memory, PAGE);
    LocalMemory second = controller.createLocalMemory(memory, PAGE);
    source.withdraw(driver);
    // The device has ended what it had prepared, so that nothing is left to be freed.
    controller.freeLocalMemory(handle);
    assertEquals(2, driver.liveLocalMemories.get());
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> controller.createLocalMemory(memory, PAGE));
    controller.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> controller.freeLocalMemory(second));
  }

  @Test
  void freeWaitsForTheTransfer() throws InterruptedException {
    holdATransferWhile(
        (handle, transfer) -> {
          controller.freeLocalMemory(handle);
          assertEquals(0, driver.liveLocalMemories.get());
          assertTrue(transfer.getCount() == 0, "free was faster than the transfer");
        });
  }

  @Test
  void releaseWaitsForTheTransfer() throws InterruptedException {
    holdATransferWhile(
        (handle, transfer) -> {
          controller.release();
          assertTrue(transfer.getCount() == 0, "release was faster than the transfer");
        });
  }

  /** What a thread does with a handle that a transfer uses. */
  interface Ending {
    void end(LocalMemory handle, CountDownLatch transferDone);
  }

  private void holdATransferWhile(Ending ending) throws InterruptedException {
    MemoryDriver engine = new MemoryDriver("engine");
    engine.mapping = false;
    source.present.add(engine);
    LocalMemory handle = controller.createLocalMemory(arena.allocate(PAGE, PAGE), PAGE);
    try (RsmController other = rsm.controller("engine0")) {
      other.createExport(memory, LENGTH).publish(ID, null);
      ImportSegment segment = other.connect(MemoryDriver.NODE, ID, Permission.RDWR);
      CountDownLatch inTransfer = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CountDownLatch transferDone = new CountDownLatch(1);
      engine.beforeTransfer =
          () -> {
            inTransfer.countDown();
            await(goOn);
            transferDone.countDown();
          };
      ScatterGather list = new ScatterGather(IoVector.of(handle, 0, 0, 8));
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread user = start(failure, () -> segment.putv(list));
      await(inTransfer);
      Thread ender = start(failure, () -> ending.end(handle, transferDone));
      awaitWaiting(ender);
      assertEquals(1, transferDone.getCount());
      engine.beforeTransfer = () -> {};
      assertRsmError(RsmError.BAD_SGIO, () -> segment.putv(new ScatterGather(list.entries())));
      goOn.countDown();
      user.join();
      ender.join();
      assertEquals(null, failure.get());
      assertEquals(0, list.residualCount());
    }
  }

  private static Thread start(AtomicReference<Throwable> failure, Runnable body) {
    Thread thread = Thread.ofPlatform().unstarted(body);
    thread.setUncaughtExceptionHandler((failed, cause) -> failure.set(cause));
    thread.start();
    return thread;
  }

  private static void awaitWaiting(Thread thread) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (thread.getState() != Thread.State.WAITING) {
      assertTrue(System.nanoTime() < deadline, "the thread does not wait");
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
