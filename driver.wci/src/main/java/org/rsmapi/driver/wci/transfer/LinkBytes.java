// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rsmapi.driver.wci.config.LinkId;

/** The bytes that one import has moved over each link, whatever routes there have been. */
public final class LinkBytes {

  /** A transfer that has begun counts by the paths of that time, though routes have changed. */
  private static final int KEPT = 4;

  private volatile @Nullable PathBytes current;

  /** The last ones first. Guarded by this. */
  private final Deque<PathBytes> kept = new ArrayDeque<>();

  /** What was counted by paths before those. Guarded by this. */
  private final Map<LinkId, Long> before = new HashMap<>();

  LinkBytes() {}

  void count(Paths paths, long offset, long byteCount) {
    PathBytes bytes = current;
    if (bytes == null || bytes.paths() != paths) {
      bytes = of(paths);
    }
    bytes.count(offset, byteCount);
  }

  private synchronized PathBytes of(Paths paths) {
    for (PathBytes bytes : kept) {
      if (bytes.paths() == paths) {
        return bytes;
      }
    }
    PathBytes fresh = new PathBytes(paths);
    kept.addFirst(fresh);
    current = fresh;
    if (kept.size() > KEPT) {
      addTo(before, kept.removeLast());
    }
    return fresh;
  }

  private static void addTo(Map<LinkId, Long> sums, PathBytes bytes) {
    for (int path = 0; path < bytes.paths().count(); path++) {
      sums.merge(bytes.paths().link(path), bytes.of(path), Long::sum);
    }
  }

  /** Returns how many bytes have gone over each link. */
  synchronized Map<LinkId, Long> sums() {
    Map<LinkId, Long> sums = new HashMap<>(before);
    kept.forEach(bytes -> addTo(sums, bytes));
    return sums;
  }
}
