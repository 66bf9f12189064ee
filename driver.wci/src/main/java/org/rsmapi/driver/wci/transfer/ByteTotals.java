// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.rsmapi.driver.wci.config.LinkId;

/** The bytes that all imports of this process have moved over each link, those that ended too. */
public final class ByteTotals {

  private final Set<LinkBytes> counted = new HashSet<>();
  private final Map<LinkId, Long> ended = new HashMap<>();

  /** Makes totals that are 0. */
  public ByteTotals() {}

  /** Makes the counters of an import. */
  public synchronized LinkBytes counters() {
    LinkBytes bytes = new LinkBytes();
    counted.add(bytes);
    return bytes;
  }

  /** Takes over what an import has counted that has ended. */
  public synchronized void end(LinkBytes bytes) {
    if (counted.remove(bytes)) {
      bytes.sums().forEach((link, sum) -> ended.merge(link, sum, Long::sum));
    }
  }

  /** Returns how many bytes have gone over a link. */
  public synchronized long of(LinkId link) {
    long sum = ended.getOrDefault(link, 0L);
    for (LinkBytes bytes : counted) {
      sum += bytes.sums().getOrDefault(link, 0L);
    }
    return sum;
  }
}
