// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells those who wait for resources of a driver that a segment has let go of some.
 *
 * <p>Whoever waits looks at the count, tries, and waits while the count is still the same: so
 * nothing is missed that was freed after the try.
 */
final class FreedResources {

  private final AtomicLong count = new AtomicLong();
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

  long count() {
    return count.get();
  }

  void add(Runnable waker) {
    waiting.add(waker);
  }

  void remove(Runnable waker) {
    waiting.remove(waker);
  }

  /** Something was freed. Not to be called with a lock held. */
  void announce() {
    count.incrementAndGet();
    waiting.forEach(Runnable::run);
  }
}
