// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which links of the cluster are up, as far as anybody has ever changed them. Each process has a
 * copy; the latest change wins, in whatever order they come.
 */
final class LinkTable {

  /** Two nodes, the lower first, and the adapter of both. */
  record Link(int first, int second, int adapterNo) {

    static Link between(int one, int other, int adapterNo) {
      return new Link(Math.min(one, other), Math.max(one, other), adapterNo);
    }

    /**
     * Returns a number that no other link has. The hash code of a record has the JDK hold the class
     * for a while after its bundle has left.
     */
    int key() {
      return (first << 16) | (second << 8) | adapterNo;
    }

    /** Returns the other end, or 0 if this is not an end. */
    int from(int nodeId) {
      return nodeId == first ? second : nodeId == second ? first : 0;
    }
  }

  /**
   * A change.
   *
   * @param stampNanos when, by the clock that all processes of the host share
   */
  record Change(Link link, boolean up, long stampNanos) {}

  /** Does what a change means for this process. */
  interface Listener {
    void changed(Link link, boolean up);
  }

  private final Map<Integer, Change> changes = new HashMap<>();
  private final Listener listener;

  LinkTable(Listener listener) {
    this.listener = listener;
  }

  /** Any process may tell of a change, and several times. */
  synchronized void learn(Change change) {
    Change known = changes.get(change.link().key());
    if (known == null || change.stampNanos() - known.stampNanos() > 0) {
      changes.put(change.link().key(), change);
      listener.changed(change.link(), change.up());
    }
  }

  synchronized List<Change> all() {
    return new ArrayList<>(changes.values());
  }
}
