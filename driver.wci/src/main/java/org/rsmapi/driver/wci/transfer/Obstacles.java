// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.rsmapi.driver.wci.config.LinkId;

/** What makes transactions fail on links: they are dead, or a test wants it so. */
public final class Obstacles {

  private final Predicate<LinkId> alive;
  private final Map<LinkId, Integer> failing = new ConcurrentHashMap<>();

  /**
   * There is none but dead links.
   *
   * @param alive whether data passes a link; returns at once
   */
  public Obstacles(Predicate<LinkId> alive) {
    this.alive = alive;
  }

  /** Has one more transaction on a link fail. */
  public void failNext(LinkId link) {
    failing.merge(link, 1, Integer::sum);
  }

  boolean isAlive(LinkId link) {
    return alive.test(link);
  }

  boolean isFailing(LinkId link) {
    return failing.containsKey(link);
  }

  /** Lets one transaction fail; false if none is to. */
  boolean takeFailure(LinkId link) {
    if (!failing.containsKey(link)) {
      return false;
    }
    boolean[] taken = {false};
    failing.computeIfPresent(
        link,
        (ignored, count) -> {
          taken[0] = true;
          return count == 1 ? null : count - 1;
        });
    return taken[0];
  }
}
