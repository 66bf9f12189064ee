// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.library.linux.Futex;
import org.rsmapi.spi.SignalChannel;

/** A channel with a word to sleep on, as a driver for processes of one host has it. */
final class WordChannel implements SignalChannel {

  private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();
  private static final int NOBODY = 0;
  private static final int TO_BE_TOLD = 1;

  final MemorySegment word = Arena.ofAuto().allocate(ValueLayout.JAVA_INT);
  final AtomicInteger announced = new AtomicInteger();
  private final AtomicLong arrived = new AtomicLong();
  private final SignalCounter counter;

  /** There is no word to sleep on. */
  volatile boolean withoutWord;

  WordChannel(SignalCounter counter) {
    this.counter = counter;
  }

  /** A counter with such a channel. */
  static WordChannel attached(SignalCounter counter) {
    WordChannel channel = new WordChannel(counter);
    counter.attach(channel);
    return channel;
  }

  int value() {
    return (int) WORD.getVolatile(word, 0L);
  }

  void scribble(int value) {
    WORD.setVolatile(word, 0L, value);
  }

  boolean isSleptOn() {
    return value() == SLEEPING;
  }

  boolean isTelling() {
    return value() == TO_BE_TOLD;
  }

  @Override
  public void post(boolean accumulate) {
    arrived.incrementAndGet();
    switch ((int) WORD.getVolatile(word, 0L)) {
      case NOBODY -> {}
      case SLEEPING -> {
        if (WORD.compareAndSet(word, 0L, SLEEPING, NOBODY)) {
          long unused = Futex.wake(word);
        }
      }
      default -> counter.signalsArrived();
    }
  }

  @Override
  public long takeArrived(long pending) {
    return arrived.getAndSet(0);
  }

  @Override
  public boolean mayHaveArrived() {
    return arrived.get() != 0;
  }

  @Override
  public void setWaiting(boolean waiting) {
    scribble(waiting ? TO_BE_TOLD : NOBODY);
  }

  @Override
  public MemorySegment announceSleeper() {
    announced.incrementAndGet();
    if (withoutWord) {
      return null;
    }
    scribble(SLEEPING);
    return word;
  }
}
