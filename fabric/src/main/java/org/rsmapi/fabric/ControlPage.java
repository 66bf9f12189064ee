// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.linux.FutexWake;
import org.rsmapi.spi.SignalChannel;

/**
 * The page that exporter and importer of one connection share for signals.
 *
 * <pre>
 *   0    u64  posts of the importer: 32 bits those that accumulate, 32 bits those that do not
 *   64   u64  posts of the exporter
 *   128  u32  not 0 while the importer is to be woken: 2 if it sleeps on this word, else by message
 *   192  u32  not 0 while the exporter is to be woken, in the same way
 *   256  u64  how far the exporter has counted the posts of the importer
 *   320  u64  how far the importer has counted the posts of the exporter
 * </pre>
 *
 * <p>Both halves of a counter only grow, modulo 2^32. A post is an atomic addition, which pairs
 * with the volatile read of the other side, and comes before the look whether anybody waits; a
 * waiter announces itself before it looks at the counter. So one of the two sees the other. Who
 * wakes takes the announcement away, and who is woken and still waits makes it again before
 * looking: so a burst of posts is one message, and does not fill the socket.
 *
 * <p>A post that does not accumulate is dropped at once if the receiver has not counted an earlier
 * one yet, since that is pending or will be. Otherwise it is the first since the last count, so the
 * receiver knows its place: before all others that it finds with it.
 *
 * <p>What the other side writes is not trusted: a counter that jumps costs the one who made it
 * jump.
 */
final class ControlPage {

  private static final long POSTED_BY_IMPORTER = 0;
  private static final long POSTED_BY_EXPORTER = 64;
  private static final long IMPORTER_WAITS = 128;
  private static final long EXPORTER_WAITS = 192;

  /**
   * From posts to how far they are counted: in a line of its own, which the poster seldom needs.
   */
  private static final long COUNTED = 256;

  private static final long LINE = 64;
  private static final long LOCAL_SIZE = POSTED_BY_EXPORTER + COUNTED + LINE;

  private static final int NOBODY = 0;
  private static final int TO_BE_TOLD = 1;

  /** One post that accumulates. */
  private static final long ACCUMULATING = 1L << Integer.SIZE;

  private static final long UPPER_HALF = -1L << Integer.SIZE;

  private static final VarHandle COUNTER = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle FLAG = ValueLayout.JAVA_INT.varHandle();

  /** What holds the page; null if somebody else sees to that. */
  private final @Nullable Window window;

  /** Whether another process may have it mapped. */
  private final boolean shared;

  /** Whether a thread has slept on {@link #wordHere}. Guarded by this. */
  private boolean sleptOn;

  private final MemorySegment page;
  private final MemorySegment wordHere;
  private final MemorySegment wordThere;
  private final long postedHere;
  private final long postedThere;
  private final long waitsHere;
  private final long waitsThere;

  /** What arrived: how many events that accumulate, and whether one that does not came first. */
  record Arrivals(long events, boolean conditional) {

    static final Arrivals NONE = new Arrivals(0, false);

    /** Returns how many events that makes for a receiver that has some pending. */
    long judged(long pending) {
      return events + (conditional && pending == 0 ? 1 : 0);
    }
  }

  private final AtomicLong counted = new AtomicLong();

  /** What was posted until the page was detached; set before that is. */
  private long frozen;

  private volatile boolean detached;
  private volatile boolean waiting;

  private ControlPage(
      MemorySegment page, @Nullable Window window, boolean shared, boolean exporter) {
    this.window = window;
    this.shared = shared;
    this.page = page;
    this.postedHere = exporter ? POSTED_BY_EXPORTER : POSTED_BY_IMPORTER;
    this.postedThere = exporter ? POSTED_BY_IMPORTER : POSTED_BY_EXPORTER;
    this.waitsHere = exporter ? EXPORTER_WAITS : IMPORTER_WAITS;
    this.waitsThere = exporter ? IMPORTER_WAITS : EXPORTER_WAITS;
    this.wordHere = page.asSlice(waitsHere, Integer.BYTES);
    this.wordThere = page.asSlice(waitsThere, Integer.BYTES);
  }

  /** Maps a page. The window may be used until it is unreachable, even after it was detached. */
  static ControlPage map(WindowSpace space, int fd, long pageSize, boolean exporter) {
    MemorySegment range = space.reserve(pageSize);
    Window window = Window.map(range, new Layout(List.of(new Layout.Part(fd, 0, pageSize))), true);
    return new ControlPage(range, window, true, exporter);
  }

  /** Maps the importer's page over a range that belongs to a window, and is detached with that. */
  static ControlPage mapWithin(MemorySegment range, int fd) {
    Mapping.sharedAt(range.address(), range.byteSize(), fd, 0, true);
    return new ControlPage(range, null, true, false);
  }

  /** The two ends of a page within this process. */
  record Pair(ControlPage exporter, ControlPage importer) {}

  /** Makes both ends of a page within this process. */
  static Pair pair() {
    MemorySegment page = Arena.ofAuto().allocate(LOCAL_SIZE, LINE);
    return new Pair(
        new ControlPage(page, null, false, true), new ControlPage(page, null, false, false));
  }

  /** Posts an event; returns whether the other side has to be told, by the caller. */
  boolean post(boolean accumulate) {
    if (accumulate) {
      long ignored = (long) COUNTER.getAndAdd(page, postedHere, ACCUMULATING);
    } else if (!postFirst()) {
      return false;
    }
    if ((int) FLAG.getVolatile(page, waitsThere) == NOBODY) {
      return false;
    }
    int waits = (int) FLAG.getAndSet(page, waitsThere, NOBODY);
    return waits != NOBODY && !(waits == SignalChannel.SLEEPING && FutexWake.wake(wordThere, 1));
  }

  private boolean postFirst() {
    long posted;
    do {
      posted = (long) COUNTER.getVolatile(page, postedHere);
      if (posted != (long) COUNTER.getVolatile(page, postedHere + COUNTED)) {
        return false;
      }
    } while (!COUNTER.compareAndSet(page, postedHere, posted, plus(posted, 1)));
    return true;
  }

  /** Adds to the lower half without a carry into the upper one. */
  private static long plus(long counter, int conditional) {
    return (counter & UPPER_HALF) | Integer.toUnsignedLong((int) counter + conditional);
  }

  /** Returns what the other side has posted since the last call; each post is for one caller. */
  Arrivals takeArrived() {
    long before;
    long posted;
    do {
      before = counted.get();
      posted = postedByNow();
      if (posted == before) {
        return Arrivals.NONE;
      }
    } while (!counted.compareAndSet(before, posted));
    tellCounted();
    int events = (int) (posted >>> Integer.SIZE) - (int) (before >>> Integer.SIZE);
    // A counter that jumps back is the other side's fault, and counts for nothing.
    return new Arrivals(Math.max(events, 0), (int) posted != (int) before);
  }

  /** Takes a post if it is the only one and accumulates. */
  boolean takeSingle() {
    long before = counted.get();
    long next = before + ACCUMULATING;
    if (postedByNow() != next || !counted.compareAndSet(before, next)) {
      return false;
    }
    tellCounted();
    return true;
  }

  /** Never ends with less than another caller has told: posts would be held back for good. */
  private void tellCounted() {
    long told;
    do {
      told = counted.get();
      COUNTER.setVolatile(page, postedThere + COUNTED, told);
    } while (told != counted.get());
  }

  /** What is read of the page is good unless that was detached until after the read. */
  private long postedByNow() {
    long posted = (long) COUNTER.getVolatile(page, postedThere);
    return detached ? frozen : posted;
  }

  /** Tells whether {@link #takeArrived} would find something. */
  boolean mayHaveArrived() {
    return postedByNow() != counted.getAcquire();
  }

  void setWaiting(boolean value) {
    waiting = value;
    FLAG.setVolatile(page, waitsHere, value ? TO_BE_TOLD : NOBODY);
  }

  /** {@link SignalChannel#announceSleeper}. Within a process a post calls the waiter's listener. */
  synchronized @Nullable MemorySegment announceSleeper() {
    if (!shared || detached) {
      return null;
    }
    waiting = false;
    sleptOn = true;
    FLAG.setVolatile(page, waitsHere, SignalChannel.SLEEPING);
    return wordHere;
  }

  /** The other side could not be told: the next post has to try again. */
  void notWoken() {
    FLAG.setVolatile(page, waitsThere, TO_BE_TOLD);
  }

  /** The other side has woken this one; the next post has to do so again if anybody still waits. */
  void woken() {
    if (waiting) {
      FLAG.setVolatile(page, waitsHere, TO_BE_TOLD);
    }
  }

  /** Lets go of the page, before its window does; events that have arrived can still be taken. */
  synchronized void detach() {
    if (!detached) {
      frozen = (long) COUNTER.getVolatile(page, postedThere);
      detached = true;
      if (sleptOn) {
        // While the kernel still knows the word as the one that is slept on.
        FLAG.setVolatile(page, waitsHere, NOBODY);
        boolean ignored = FutexWake.wake(wordHere, Integer.MAX_VALUE);
      }
      if (window != null) {
        window.detach();
      }
    }
  }
}
