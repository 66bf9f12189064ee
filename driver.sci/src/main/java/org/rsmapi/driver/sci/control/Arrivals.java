// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.control;

import org.rsmapi.spi.SignalListener;

/**
 * The events that have arrived for one segment, until the library takes them.
 *
 * <p>An event that does not accumulate counts only if nothing is pending. Here it is kept if it is
 * the first one, and judged when it is taken; after any other it would find that one.
 */
public final class Arrivals {

  private final SignalListener listener;
  private long events;
  private boolean conditionalFirst;
  private volatile boolean any;
  private volatile boolean waiting;

  /** Makes an empty one. */
  public Arrivals(SignalListener listener) {
    this.listener = listener;
  }

  /** Events have come. */
  public void add(Message.Signal signal) {
    synchronized (this) {
      conditionalFirst |= signal.conditional() && events == 0;
      events += Math.max(signal.events(), 0);
      any = true;
    }
    if (waiting) {
      listener.signalsArrived();
    }
  }

  /** {@link org.rsmapi.spi.SignalChannel#takeArrived}. */
  public long take(long pending) {
    if (!any) {
      return 0;
    }
    synchronized (this) {
      long taken = events + (conditionalFirst && pending == 0 ? 1 : 0);
      events = 0;
      conditionalFirst = false;
      any = false;
      return taken;
    }
  }

  /** {@link org.rsmapi.spi.SignalChannel#mayHaveArrived}. */
  public boolean isAny() {
    return any;
  }

  /** {@link org.rsmapi.spi.SignalChannel#setWaiting}. */
  public void setWaiting(boolean value) {
    waiting = value;
  }
}
