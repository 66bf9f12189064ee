// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * One wait for several sources.
 *
 * <p>A look checks every reference and every source that is no segment, and takes events as its
 * last step: nothing can fail after an event is taken. The events of each segment are taken under
 * the lock of its counter alone, and no lock is held while the thread is parked.
 */
final class PollWait implements AutoCloseable {

  static final String WAIT = "Rsm.signalWait";

  private final PollEntry[] entries;
  private final @Nullable SegmentReference[] references;
  private final int[] ready;
  private final List<ForeignWatch> foreign = new ArrayList<>(2);

  private PollWait(PollEntry[] entries) {
    this.entries = entries;
    this.references = new SegmentReference[entries.length];
    this.ready = new int[entries.length];
  }

  /** {@link org.rsmapi.Rsm#signalWait}. */
  static int await(@Nullable PollEntry @Nullable [] given, int count, long timeoutMillis) {
    PollWait wait;
    try {
      wait = new PollWait(copy(given, count));
      wait.sort();
    } catch (OutOfMemoryError e) {
      throw new RsmException(RsmError.INSUFFICIENT_MEM, WAIT, "count=" + count, 0, e);
    }
    try (wait) {
      return wait.await(timeoutMillis);
    }
  }

  /** Copies what counts, since the caller may change the array, and takes the old marks off. */
  private static PollEntry[] copy(@Nullable PollEntry @Nullable [] given, int count) {
    if (given == null && count > 0) {
      throw new RsmException(RsmError.BAD_ADDR, WAIT, "entries is null, count=" + count);
    }
    int present = given == null ? 0 : given.length;
    if (count < 0 || count > present) {
      throw bad("count=" + count + "; use 0 to " + present + ", the length of the array");
    }
    PollEntry[] copy = new PollEntry[count];
    int missing = -1;
    for (int i = 0; given != null && i < count; i++) {
      PollEntry entry = given[i];
      if (entry == null) {
        missing = i;
      } else {
        entry.setReadyEvents(0);
        copy[i] = entry;
      }
    }
    if (missing >= 0) {
      throw bad("entry " + missing + " is null");
    }
    return copy;
  }

  static RsmException bad(String detail) {
    return new RsmException(RsmError.BAD_ARGS_ERRORS, WAIT, detail);
  }

  /** Sorts the entries by kind and refuses those that name no source; takes no resources yet. */
  private void sort() {
    ChannelWatch channels = null;
    DescriptorWatch descriptors = null;
    for (int i = 0; i < entries.length; i++) {
      PollEntry entry = entries[i];
      PollReference reference = entry.reference();
      if (reference != null) {
        references[i] = valid(reference, i);
      } else if (entry.channel() != null) {
        channels = channels == null ? new ChannelWatch(entries, ready) : channels;
        channels.add(i, entry.channel());
      } else {
        descriptors = descriptors == null ? new DescriptorWatch(entries, ready) : descriptors;
        descriptors.add(i);
      }
    }
    if (channels != null) {
      foreign.add(channels);
    }
    if (descriptors != null) {
      foreign.add(descriptors);
    }
  }

  private static SegmentReference valid(PollReference reference, int index) {
    if (!(reference instanceof SegmentReference own)) {
      throw bad(
          "entry "
              + index
              + ": reference of "
              + reference.getClass().getName()
              + "; use one of getPollReference");
    }
    if (!own.isValid()) {
      throw bad("entry " + index + ": the reference is no longer valid; obtain another");
    }
    return own;
  }

  private int await(long timeoutMillis) {
    for (ForeignWatch watch : foreign) {
      watch.open();
    }
    if (look()) {
      return mark();
    }
    if (timeoutMillis == 0) {
      throw timeout(timeoutMillis);
    }
    Waiter waiter = new Waiter();
    int watched = 0;
    try {
      for (; watched < references.length; watched++) {
        SegmentReference reference = references[watched];
        if (reference != null) {
          reference.signals().watch(waiter);
        }
      }
      for (ForeignWatch watch : foreign) {
        watch.start(waiter);
      }
      return block(waiter, timeoutMillis);
    } finally {
      while (--watched >= 0) {
        SegmentReference reference = references[watched];
        if (reference != null) {
          reference.signals().unwatch(waiter);
        }
      }
    }
  }

  private int block(Waiter waiter, long timeoutMillis) {
    long start = System.nanoTime();
    long limit = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (true) {
      waiter.beginLook();
      if (look()) {
        return mark();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new RsmException(RsmError.INTERRUPTED, WAIT, "timeoutMillis=" + timeoutMillis);
      }
      long left = timeoutMillis < 0 ? -1 : Math.max(0, limit - (System.nanoTime() - start));
      if (left == 0) {
        // A thread that watches may be late, so this thread looks for itself.
        foreign.forEach(ForeignWatch::stop);
        if (look()) {
          return mark();
        }
        throw timeout(timeoutMillis);
      }
      waiter.park(left);
    }
  }

  private static RsmException timeout(long timeoutMillis) {
    return new RsmException(RsmError.TIMEOUT, WAIT, "timeoutMillis=" + timeoutMillis);
  }

  /** Looks at every source and takes one event of each segment that has one. */
  private boolean look() {
    for (int i = 0; i < references.length; i++) {
      SegmentReference reference = references[i];
      if (reference != null) {
        valid(reference, i);
      }
    }
    boolean any = false;
    for (ForeignWatch watch : foreign) {
      any |= watch.isReady();
    }
    for (int i = 0; i < references.length; i++) {
      SegmentReference reference = references[i];
      // A reference that ends right now has no event; the next look refuses it.
      if (reference != null && reference.signals().takeFor(reference)) {
        ready[i] = PollEntry.POLLIN;
        any = true;
      }
    }
    return any;
  }

  /** Sets the marks; an entry that is in the array twice shows what either place found. */
  private int mark() {
    foreign.forEach(ForeignWatch::finish);
    int count = 0;
    for (int i = 0; i < ready.length; i++) {
      if (ready[i] != 0) {
        entries[i].setReadyEvents(entries[i].readyEvents() | ready[i]);
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    foreign.forEach(ForeignWatch::close);
  }

  @Override
  public String toString() {
    return WAIT + Arrays.toString(entries);
  }
}
