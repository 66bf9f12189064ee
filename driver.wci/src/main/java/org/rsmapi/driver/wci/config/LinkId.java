// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.Comparator;

/**
 * A link of this node.
 *
 * @param port of the WCI
 * @param number 0 to 2
 */
public record LinkId(int port, int number) implements Comparable<LinkId> {

  private static final Comparator<LinkId> ORDER =
      Comparator.comparingInt(LinkId::port).thenComparingInt(LinkId::number);

  @Override
  public int compareTo(LinkId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return port + "." + number;
  }
}
