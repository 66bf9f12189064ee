// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import org.rsmapi.bench.protocol.Turn;

/** Connects to a segment of the other process and disconnects, again and again. */
final class RsmConnect implements Subject {

  private static final long LENGTH = 4096;

  private final RsmLink link = new RsmLink("loopback", LENGTH);
  private String other = "";

  @Override
  public String offer() {
    return link.offer();
  }

  @Override
  public void accept(String offer) {
    other = offer;
  }

  @Override
  public Loop loop(Turn turn) {
    return operations -> {
      for (long i = 0; i < operations; i++) {
        link.connect(other).disconnect();
      }
    };
  }

  @Override
  public void close() {
    link.close();
  }
}
