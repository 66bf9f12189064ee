// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.route.StripeMap;

/** The links that carry the traffic to a node until the route changes, and how it is spread. */
public final class Paths {

  private static final long UNIT = 128;

  private final StripeMap map;
  private final long[] touches;

  /** Nothing gets lost on the way now. */
  private volatile boolean intact;

  Paths(Route route) {
    map = StripeMap.of(route);
    touches = new long[map.paths()];
    for (int path = 0; path < touches.length; path++) {
      touches[path] = firstOffset(path);
    }
  }

  /** Returns the first place that goes over a path. */
  private long firstOffset(int path) {
    long offset = 0;
    while (map.pathOf(offset) != path) {
      offset += UNIT;
    }
    return offset;
  }

  StripeMap map() {
    return map;
  }

  int count() {
    return touches.length;
  }

  LinkId link(int path) {
    return map.link(path);
  }

  /** Returns where in a page a store goes over a path. */
  long touch(int path) {
    return touches[path];
  }

  boolean isIntact() {
    return intact;
  }

  void setIntact(boolean value) {
    intact = value;
  }
}
