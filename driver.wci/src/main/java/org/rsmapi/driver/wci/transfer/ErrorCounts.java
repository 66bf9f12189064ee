// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.rsmapi.driver.wci.config.LinkId;

/**
 * The transactions of this process that have failed on the way to other nodes. Counts only grow,
 * and never fail to: a barrier compares what they are with what they were.
 */
public final class ErrorCounts {

  private final AtomicLong total = new AtomicLong();
  private final Map<Integer, AtomicLong> ofWcis = new ConcurrentHashMap<>();
  private final Map<LinkId, AtomicLong> ofLinks = new ConcurrentHashMap<>();

  /** Makes counts that are 0. */
  public ErrorCounts() {}

  /** Counts transactions that were lost on a link. */
  public void failed(LinkId link, long transactions) {
    count(ofLinks, link, transactions);
    count(ofWcis, link.port(), transactions);
    failed(transactions);
  }

  /** Counts transactions that were lost before they reached a link. */
  public void failed(long transactions) {
    total.addAndGet(transactions);
  }

  private static <K> void count(Map<K, AtomicLong> counts, K key, long transactions) {
    Function<K, AtomicLong> fresh = ignored -> new AtomicLong();
    counts.computeIfAbsent(key, fresh).addAndGet(transactions);
  }

  /** Returns how many have failed. */
  public long total() {
    return total.get();
  }

  /** Returns how many have failed on the links of a WCI: its cluster error count. */
  public long ofWci(int port) {
    AtomicLong count = ofWcis.get(port);
    return count == null ? 0 : count.get();
  }

  /** Returns how many have failed on a link. */
  public long ofLink(LinkId link) {
    AtomicLong count = ofLinks.get(link);
    return count == null ? 0 : count.get();
  }
}
