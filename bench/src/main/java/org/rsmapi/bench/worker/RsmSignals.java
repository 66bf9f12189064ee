// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

/** In turns by signals. */
final class RsmSignals extends TurnTaking {

  private static final long LENGTH = 4096;
  private static final long TIMEOUT_MILLIS = 30_000;

  private final RsmLink link = new RsmLink("loopback", LENGTH);

  @Override
  public String offer() {
    return link.offer();
  }

  @Override
  public void accept(String offer) {
    link.accept(offer);
  }

  @Override
  void send(long size, long turnNumber) {
    link.imported().signalPost();
  }

  @Override
  void await(long size, long turnNumber) {
    link.exported.signalWait(TIMEOUT_MILLIS);
  }

  @Override
  public void close() {
    link.close();
  }
}
