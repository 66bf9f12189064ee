// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.rsmapi.driver.wci.route.StripeMap;

/**
 * The bytes that one import has moved over each of some paths, exactly.
 *
 * <p>A transfer does not count path by path. The bytes of a path before an offset are those of the
 * whole periods, those of the whole units of the period begun, and those of the unit begun; so what
 * is summed is how many of each have begun and ended, whatever paths there are. For a transfer of
 * whole periods that is one addition.
 *
 * <p>The thread that counts first owns sums of its own, which cost it no more than a load and a
 * store; others share sums.
 */
final class PathBytes {

  private static final VarHandle OWNED = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long NOBODY = 0; // threads have numbers from 1

  private static final int UNIT_SHIFT = 7;
  private static final int UNIT = 1 << UNIT_SHIFT;
  private static final int PERIOD_SHIFT = 10;
  private static final int UNITS = 1 << (PERIOD_SHIFT - UNIT_SHIFT);

  /** Where the sums are: whole periods, ends in each unit, bytes of units begun. */
  private static final int PERIODS = 0;

  private static final int ENDS = 1;
  private static final int BEGUN = ENDS + UNITS;

  private final Paths paths;
  private final long[] owned = new long[BEGUN + UNITS];
  private final AtomicLongArray shared = new AtomicLongArray(owned.length);
  private final AtomicLong owner = new AtomicLong(NOBODY);

  PathBytes(Paths paths) {
    this.paths = paths;
  }

  Paths paths() {
    return paths;
  }

  void count(long offset, long byteCount) {
    boolean mine = isMine();
    long end = offset + byteCount;
    add(mine, PERIODS, (end >>> PERIOD_SHIFT) - (offset >>> PERIOD_SHIFT));
    int first = unit(offset);
    int last = unit(end);
    long before = offset & (UNIT - 1);
    long begun = end & (UNIT - 1);
    if (first == last) {
      add(mine, BEGUN + last, begun - before);
    } else {
      add(mine, ENDS + first, -1);
      add(mine, ENDS + last, 1);
      add(mine, BEGUN + first, -before);
      add(mine, BEGUN + last, begun);
    }
  }

  private static int unit(long offset) {
    return (int) (offset >>> UNIT_SHIFT) & (UNITS - 1);
  }

  private boolean isMine() {
    long current = Thread.currentThread().threadId();
    long known = owner.getPlain();
    return known == current || (known == NOBODY && owner.compareAndSet(NOBODY, current));
  }

  private void add(boolean mine, int place, long value) {
    if (value == 0) {
      return;
    }
    if (mine) {
      OWNED.setOpaque(owned, place, (long) OWNED.get(owned, place) + value);
    } else {
      shared.addAndGet(place, value);
    }
  }

  private long sum(int place) {
    return (long) OWNED.getOpaque(owned, place) + shared.get(place);
  }

  /** Returns how many bytes have gone over a path. */
  long of(int path) {
    StripeMap map = paths.map();
    long bytes = sum(PERIODS) * map.bytesOn(path, 0, 1L << PERIOD_SHIFT);
    for (int unit = 0; unit < UNITS; unit++) {
      long start = (long) unit << UNIT_SHIFT;
      bytes += sum(ENDS + unit) * map.bytesOn(path, 0, start);
      if (map.pathOf(start) == path) {
        bytes += sum(BEGUN + unit);
      }
    }
    return bytes;
  }
}
