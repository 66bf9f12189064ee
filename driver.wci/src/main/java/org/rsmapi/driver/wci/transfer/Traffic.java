// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.route.Route;

/**
 * The traffic to one other node. While all is well a transfer is a copy; else each run of bytes
 * that goes one way is looked at by itself, and what meets a dead link or a fault is not stored, or
 * read as zeroes, and counted.
 */
public final class Traffic {

  /** One segment that the compiler knows, since the checks of one for each import cost more. */
  @SuppressWarnings("restricted")
  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /** How much is copied between two looks at the links. */
  private static final long STEP = 256 << 10;

  private static final long LINE = 64;

  private final ErrorCounts errors;
  private final Obstacles obstacles;
  private final Runnable changed;
  private final AtomicInteger violations = new AtomicInteger();

  private volatile boolean lockedOut;

  /** No link was alive at the last look. Guarded by this. */
  private boolean cut = true;

  private volatile Paths paths;

  /**
   * Goes no way at first.
   *
   * @param route without links
   * @param changed is told when {@link #isIntact} has changed
   */
  public Traffic(Route route, ErrorCounts errors, Obstacles obstacles, Runnable changed) {
    this.errors = errors;
    this.obstacles = obstacles;
    this.changed = changed;
    this.paths = new Paths(route);
  }

  /** From now on goes by another route. */
  public void reroute(Route route) {
    adopt(new Paths(route));
  }

  /** Looks at the links and faults again. */
  public void refresh() {
    adopt(null);
  }

  /** Takes over other paths, or those that there are. */
  private void adopt(@Nullable Paths other) {
    boolean different;
    synchronized (this) {
      boolean intactBefore = isIntact();
      boolean cutBefore = cut;
      Paths next = other == null ? paths : other;
      next.setIntact(isUnhindered(next));
      paths = next;
      cut = !isAnyAlive();
      different = intactBefore != isIntact() || cutBefore != cut;
    }
    if (different) {
      changed.run(); // not under the lock: the library is told
    }
  }

  private boolean isUnhindered(Paths present) {
    if (lockedOut || violations.get() > 0 || present.count() == 0) {
      return false;
    }
    for (int path = 0; path < present.count(); path++) {
      if (!obstacles.isAlive(present.link(path)) || obstacles.isFailing(present.link(path))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether nothing gets lost now. */
  public boolean isIntact() {
    return paths.isIntact();
  }

  /** Tells whether any of its links is alive. */
  public boolean isAnyAlive() {
    Paths present = paths;
    for (int path = 0; path < present.count(); path++) {
      if (obstacles.isAlive(present.link(path))) {
        return true;
      }
    }
    return false;
  }

  /** Has stores fail until this is taken back. */
  public void setLockedOut(boolean value) {
    lockedOut = value;
    refresh();
  }

  /** Tells whether stores fail. */
  public boolean isLockedOut() {
    return lockedOut;
  }

  /** Has the next transaction fail, as one that the other node does not permit. */
  public void violate() {
    violations.incrementAndGet();
    refresh();
  }

  /**
   * Copies to the window of an import, as far as it gets through.
   *
   * @param window its address; the caller keeps it reachable, and the range within it
   */
  public void put(
      LinkBytes bytes,
      long window,
      long offset,
      MemorySegment source,
      long sourceOffset,
      long byteCount) {
    if (move(bytes, window, offset, source, sourceOffset, byteCount, /* write= */ true)) {
      throw new RsmException(
          RsmError.BARRIER_FAILURE, "put", "a part of a line was not delivered; repeat the put");
    }
  }

  /**
   * Copies from the window of an import; what does not get through is zero.
   *
   * @param window its address; the caller keeps it reachable, and the range within it
   */
  public void get(
      LinkBytes bytes,
      long window,
      long offset,
      MemorySegment target,
      long targetOffset,
      long byteCount) {
    boolean ignored =
        move(bytes, window, offset, target, targetOffset, byteCount, /* write= */ false);
  }

  /** Returns whether a part of a line was lost. */
  private boolean move(
      LinkBytes bytes,
      long window,
      long offset,
      MemorySegment buffer,
      long bufferOffset,
      long byteCount,
      boolean write) {
    heal();
    boolean partialLost = false;
    long end = offset + byteCount;
    long at = offset;
    while (at < end) {
      Paths now = paths;
      long local = bufferOffset + (at - offset);
      if (now.isIntact()) {
        long step = Math.min(end - at, STEP);
        copy(window, at, buffer, local, step, write);
        bytes.count(now, at, step);
        at += step;
        continue;
      }
      long runEnd = runEnd(now, at, end);
      long lostEnd = lost(now, at, runEnd, write);
      if (lostEnd == at) {
        copy(window, at, buffer, local, runEnd - at, write);
        bytes.count(now, at, runEnd - at);
        at = runEnd;
        continue;
      }
      if (!write) {
        buffer.asSlice(local, lostEnd - at).fill((byte) 0);
      }
      partialLost |= (at | lostEnd) % LINE != 0;
      at = lostEnd;
    }
    return partialLost;
  }

  private static void copy(
      long window,
      long offset,
      MemorySegment buffer,
      long bufferOffset,
      long byteCount,
      boolean write) {
    if (write) {
      MemorySegment.copy(buffer, bufferOffset, MEMORY, window + offset, byteCount);
    } else {
      MemorySegment.copy(MEMORY, window + offset, buffer, bufferOffset, byteCount);
    }
  }

  /** Nobody tells of a link that comes to life before it was noticed that it had died. */
  private void heal() {
    if (!isIntact()) {
      refresh();
    }
  }

  private static long runEnd(Paths now, long at, long end) {
    return now.count() == 0 ? end : Math.min(end, now.map().runEnd(at));
  }

  /** Counts what of a run gets lost; returns where that ends, at its start if nothing does. */
  private long lost(Paths now, long at, long end, boolean write) {
    if (now.count() == 0) {
      errors.failed(lines(at, end));
      return end;
    }
    int path = now.map().pathOf(at);
    if (!obstacles.isAlive(now.link(path)) || (write && lockedOut)) {
      errors.failed(now.link(path), lines(at, end));
      return end;
    }
    if (takeFailure(now, path)) {
      errors.failed(now.link(path), 1);
      return Math.min(end, (at | (LINE - 1)) + 1);
    }
    return at;
  }

  private static long lines(long start, long end) {
    return (end - 1) / LINE - start / LINE + 1;
  }

  private boolean takeFailure(Paths now, int path) {
    boolean taken =
        obstacles.takeFailure(now.link(path))
            || violations.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    if (taken) {
      refresh();
    }
    return taken;
  }

  /** Counts an access as lost that a test keeps from taking place. */
  public void lose(long offset, long byteCount) {
    Paths now = paths;
    long lost = lines(offset, offset + byteCount);
    if (now.count() == 0) {
      errors.failed(lost);
    } else {
      errors.failed(now.link(now.map().pathOf(offset)), lost);
    }
  }

  /**
   * Stores to and loads from memory of the other node over each path, behind all that went there
   * before; what fails is counted.
   *
   * @param page at least 1 KiB of the memory of the other node
   */
  void touch(MemorySegment page) {
    heal();
    Paths now = paths;
    for (int path = 0; path < now.count(); path++) {
      long place = now.touch(path);
      if (lost(now, place, place + LINE, /* write= */ true) == place) {
        RoundTrip.over(page, place);
      }
    }
  }
}
