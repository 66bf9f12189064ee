// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The bytes that one import has moved over each link, exactly.
 *
 * <p>The thread that counts first owns counters of its own, which cost it no more than a load and a
 * store; others share counters.
 */
public final class LinkBytes {

  private static final VarHandle OWNED = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long NOBODY = 0; // threads have numbers from 1

  private final LinkSlots slots;
  private final long[] owned;
  private final AtomicLongArray shared;
  private final AtomicLong owner = new AtomicLong(NOBODY);

  /** Makes counters that are 0. */
  public LinkBytes(LinkSlots slots) {
    this.slots = slots;
    this.owned = new long[slots.links().size()];
    this.shared = new AtomicLongArray(owned.length);
  }

  /** Tells whether the counters are numbered so. */
  public boolean isOf(LinkSlots other) {
    return slots.equals(other);
  }

  /** Returns what the counters are numbered by. */
  LinkSlots slots() {
    return slots;
  }

  /** Counts what a range takes of each path. */
  void count(Paths paths, long offset, long byteCount) {
    boolean mine = isMine();
    if (byteCount <= paths.map().runEnd(offset) - offset && paths.count() > 0) {
      add(mine, paths.slot(paths.map().pathOf(offset)), byteCount);
      return;
    }
    for (int path = 0; path < paths.count(); path++) {
      add(mine, paths.slot(path), paths.map().bytesOn(path, offset, byteCount));
    }
  }

  /** Counts what goes over one path. */
  void count(Paths paths, int path, long byteCount) {
    add(isMine(), paths.slot(path), byteCount);
  }

  private boolean isMine() {
    long current = Thread.currentThread().threadId();
    long known = owner.getPlain();
    return known == current || (known == NOBODY && owner.compareAndSet(NOBODY, current));
  }

  private void add(boolean mine, int slot, long byteCount) {
    if (slot < 0 || slot >= owned.length) {
      return; // the configuration has changed since the transfer began
    }
    if (mine) {
      OWNED.setOpaque(owned, slot, (long) OWNED.get(owned, slot) + byteCount);
    } else {
      shared.addAndGet(slot, byteCount);
    }
  }

  /** Returns how many bytes have gone over the link of a number. */
  long of(int slot) {
    return (long) OWNED.getOpaque(owned, slot) + shared.get(slot);
  }
}
