// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.RsmError;
import org.rsmapi.library.linux.Futex;
import org.rsmapi.spi.SignalChannel;

/** Waits that sleep on a word of the channel, from which a post wakes them. */
@Timeout(120)
class DirectWaitTest {

  private static final int MANY = 100_000;

  private final SignalCounter counter = new SignalCounter("test");
  private final WordChannel channel = WordChannel.attached(counter);

  private static WaitingThread started(SignalCounter counter, long timeoutMillis) {
    return WaitingThread.started(
        false,
        () -> {
          counter.await(timeoutMillis);
          return 0;
        });
  }

  /** Returns once the thread sleeps, or is about to. */
  private WaitingThread asleep(long timeoutMillis) {
    WaitingThread waiting = started(counter, timeoutMillis);
    WaitingThread.until(channel::isSleptOn);
    return waiting;
  }

  @Test
  void postWakes() throws Exception {
    WaitingThread waiting = asleep(-1);
    channel.post(true);
    assertEquals(0, waiting.get());
    assertEquals(0, channel.value());
  }

  @Test
  void noWakeUpIsLost() throws Exception {
    SignalCounter back = new SignalCounter("back");
    WordChannel answers = WordChannel.attached(back);
    WaitingThread other =
        WaitingThread.started(
            false,
            () -> {
              for (int i = 0; i < MANY; i++) {
                counter.await(-1);
                answers.post(true);
              }
              return 0;
            });
    for (int i = 0; i < MANY; i++) {
      channel.post(true);
      back.await(-1);
    }
    assertEquals(0, other.get());
    assertRsmError(RsmError.TIMEOUT, () -> back.await(0));
  }

  /** Most of them go through the kernel, since nothing is there for as long as a thread spins. */
  @Test
  void sleepingAllocatesNothing() throws Exception {
    long rounds = 2_000;
    AtomicLong bytes = new AtomicLong();
    WaitingThread waiting =
        WaitingThread.started(
            false,
            () -> {
              ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
              long own = Thread.currentThread().threadId();
              for (int i = 0; i < 2 * rounds; i++) {
                if (i == rounds) {
                  bytes.set(-threads.getThreadAllocatedBytes(own));
                }
                counter.await(-1);
              }
              bytes.addAndGet(threads.getThreadAllocatedBytes(own));
              return 0;
            });
    for (int i = 0; i < 2 * rounds; i++) {
      WaitingThread.until(channel::isSleptOn);
      channel.post(true);
    }
    assertEquals(0, waiting.get());
    assertTrue(bytes.get() < 20 * rounds, bytes + " bytes in " + rounds + " waits");
  }

  @Test
  void timeoutIsNotEarly() {
    long start = System.nanoTime();
    assertRsmError(RsmError.TIMEOUT, () -> counter.await(250));
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(250));
    assertTrue(channel.announced.get() >= 3, "the wait was not one of slices");
    assertEquals(0, channel.value());
  }

  @Test
  void interruptEndsTheWaitAndTakesNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      WaitingThread waiting = asleep(-1);
      waiting.thread.interrupt();
      waiting.assertFails(RsmError.INTERRUPTED);
      assertTrue(waiting.interrupted.get());
    }
    channel.post(true);
    counter.await(0);
  }

  /** With a sleep that is far longer than the limit of the test. */
  @Test
  void interruptEndsTheSleepItself() throws Exception {
    for (boolean before : new boolean[] {false, true}) {
      WordSleep sleep = new WordSleep();
      channel.scribble(SignalChannel.SLEEPING);
      sleep.begin(channel.word);
      WaitingThread waiting =
          WaitingThread.started(
              false,
              () -> {
                if (before) {
                  Thread.currentThread().interrupt();
                }
                sleep.run(TimeUnit.HOURS.toNanos(1));
                return 0;
              });
      if (!before) {
        WaitingThread.until(() -> isIn(waiting.thread, Futex.class));
        waiting.thread.interrupt();
      }
      assertEquals(0, waiting.get());
      assertTrue(waiting.interrupted.get());
    }
  }

  private static boolean isIn(Thread thread, Class<?> type) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals(type.getName())) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theEndOfTheSegmentEndsTheWait() throws Exception {
    WaitingThread waiting = asleep(-1);
    counter.end();
    waiting.assertFails(RsmError.BAD_SEG_HNDL);
  }

  /** The driver leaves: what is pending can be taken, and the wait goes on without it. */
  @Test
  void theDriverMayLeaveMeanwhile() throws Exception {
    WaitingThread waiting = asleep(-1);
    counter.detach();
    WaitingThread.until(() -> waiting.thread.getState() == Thread.State.WAITING);
    assertFalse(waiting.result.isDone());
    assertFalse(isIn(waiting.thread, WordChannel.class));
    waiting.thread.interrupt();
    waiting.assertFails(RsmError.INTERRUPTED);
  }

  @Test
  void aSecondWaiterHasBothOfThemTold() throws Exception {
    WaitingThread first = asleep(-1);
    WaitingThread second = started(counter, -1);
    for (WaitingThread waiting : new WaitingThread[] {first, second}) {
      WaitingThread.until(() -> waiting.thread.getState() == Thread.State.WAITING);
    }
    assertTrue(channel.isTelling());
    channel.post(true);
    WaitingThread.until(() -> first.result.isDone() || second.result.isDone());
    assertTrue(channel.isTelling());
    channel.post(true);
    assertEquals(0, first.get());
    assertEquals(0, second.get());
    assertEquals(0, channel.value());
  }

  @Test
  void aWaitForSeveralSourcesHasBothOfThemTold() throws Exception {
    WaitingThread sleeping = asleep(-1);
    Waiter waiter = new Waiter();
    counter.watch(waiter);
    WaitingThread.until(() -> sleeping.thread.getState() == Thread.State.WAITING);
    assertTrue(channel.isTelling());
    channel.post(true);
    assertEquals(0, sleeping.get());
    assertTrue(channel.isTelling());
    counter.unwatch(waiter);
    assertEquals(0, channel.value());
  }

  /** Its carrier would sleep as well. */
  @Test
  void aVirtualThreadIsTold() throws Exception {
    WaitingThread waiting =
        WaitingThread.blockedIn(
            true,
            () -> {
              counter.await(-1);
              return 0;
            });
    assertTrue(channel.isTelling());
    channel.post(true);
    assertEquals(0, waiting.get());
    assertEquals(0, channel.announced.get());
  }

  @Test
  void aChannelMayHaveNoWordAnyMore() throws Exception {
    WaitingThread waiting = asleep(-1);
    channel.withoutWord = true;
    counter.signalsArrived();
    WaitingThread.until(channel::isTelling);
    channel.post(true);
    assertEquals(0, waiting.get());
  }

  /** The other side owns the word as much as this one. */
  private static final class Scribbler implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Scribbler(Runnable scribble) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    while (!over.get()) {
                      scribble.run();
                    }
                  });
    }

    @Override
    public void close() {
      over.set(true);
      WaitingThread.until(() -> !thread.isAlive());
    }
  }

  @Test
  void aWordThatChangesAllTheTimeIsNotSleptOn() throws Exception {
    Runnable change =
        () -> {
          channel.scribble(7);
          long unused = Futex.wake(channel.word);
        };
    WaitingThread waiting = started(counter, -1);
    try (Scribbler _ = new Scribbler(change)) {
      WaitingThread.until(() -> waiting.thread.getState() == Thread.State.WAITING);
    }
    channel.scribble(1);
    channel.post(true);
    assertEquals(0, waiting.get());
  }

  @Test
  void aWordThatIsSetBackHoldsNothingUp() throws Exception {
    try (Scribbler _ = new Scribbler(() -> channel.scribble(SignalChannel.SLEEPING))) {
      WaitingThread interrupted = started(counter, -1);
      WaitingThread.until(() -> isIn(interrupted.thread, Futex.class));
      interrupted.thread.interrupt();
      interrupted.assertFails(RsmError.INTERRUPTED);
      started(counter, 150).assertFails(RsmError.TIMEOUT);
      WaitingThread ended = started(counter, -1);
      WaitingThread.until(() -> isIn(ended.thread, Futex.class));
      counter.end();
      ended.assertFails(RsmError.BAD_SEG_HNDL);
    }
  }
}
