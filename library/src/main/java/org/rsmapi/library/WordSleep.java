// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rsmapi.library.linux.Futex;
import org.rsmapi.spi.SignalChannel;

/**
 * Sleeping in the kernel on a word of shared memory. An interrupt ends it: what the JDK offers for
 * that is to be a selector, though this one selects nothing.
 *
 * <p>One object serves any number of sleeps, one at a time, and allocates nothing for each.
 */
final class WordSleep extends AbstractSelector {

  private static final int AWAKE = 0;
  private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();

  private final MemorySegment timespec = Futex.newTimespec();
  private volatile @Nullable MemorySegment word;

  WordSleep() {
    super(SelectorProvider.provider());
  }

  /** Sets the word of the next sleep, from when on {@link #wake} ends it. */
  void begin(MemorySegment announced) {
    word = announced;
  }

  /** Sleeps at most that long; may return early. An interrupt, also one before, ends it. */
  void run(long nanos) {
    MemorySegment present = word;
    if (present != null) {
      begin();
      try {
        Futex.sleep(present, SignalChannel.SLEEPING, nanos, timespec);
      } finally {
        end();
        word = null; // the memory may be given back
      }
    }
  }

  /**
   * Ends the sleep, or the one that is about to begin; by any thread, never blocks. The word is
   * left alone if it announces something else by now.
   */
  void wake() {
    MemorySegment present = word;
    if (present != null) {
      boolean ignored = WORD.compareAndSet(present, 0L, SignalChannel.SLEEPING, AWAKE);
      long unused = Futex.wake(present);
    }
  }

  @Override
  public Selector wakeup() {
    wake();
    return this;
  }

  @Override
  protected void implCloseSelector() {
    wake();
  }

  @Override
  protected SelectionKey register(
      AbstractSelectableChannel channel, int operations, @Nullable Object attachment) {
    throw new UnsupportedOperationException("not for channels");
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    return 0;
  }

  @Override
  public int select(long timeoutMillis) {
    return 0;
  }

  @Override
  public int select() {
    return 0;
  }
}
