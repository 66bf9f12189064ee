// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Whether the routes of a controller are being changed, and how often that has happened. */
public final class RouteState {

  private final AtomicInteger changing = new AtomicInteger();
  private final AtomicLong counter = new AtomicLong();

  /** Makes a state of rest. */
  public RouteState() {}

  /** Says that routes change while something runs. */
  public void during(Runnable change) {
    changing.incrementAndGet();
    try {
      change.run();
    } finally {
      counter.incrementAndGet();
      changing.decrementAndGet();
    }
  }

  /** Tells whether routes are being changed. */
  public boolean isRerouting() {
    return changing.get() > 0;
  }

  /** Returns how often routes were changed. */
  public long counter() {
    return counter.get();
  }
}
