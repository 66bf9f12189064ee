// SPDX-License-Identifier: Apache-2.0
package com.example.sample;

import org.rsmapi.spi.SignalChannel;
import org.rsmapi.spi.SignalListener;

/** What both sides of a connection have in common: events that arrived and were not taken yet. */
abstract class SignalReceiver implements SignalChannel {

  private final SignalListener listener;
  private long arrived;
  private boolean conditional; // the first of them counts only if the library had none pending
  private boolean waiting;

  SignalReceiver(SignalListener listener) {
    this.listener = listener;
  }

  /** Takes an event in, on the thread of the poster: a listener of the library returns at once. */
  final void arrive(boolean accumulate) {
    boolean wake;
    synchronized (this) {
      if (!accumulate && arrived > 0) {
        return; // an earlier one is pending, whatever the library has counted
      }
      conditional |= !accumulate;
      arrived++;
      wake = waiting;
    }
    if (wake) {
      listener.signalsArrived();
    }
  }

  @Override
  public final synchronized long takeArrived(long pending) {
    long taken = conditional && pending > 0 ? arrived - 1 : arrived;
    arrived = 0;
    conditional = false;
    return taken;
  }

  /** Under the lock of {@link #arrive}: an event is either seen by the next look, or told. */
  @Override
  public final synchronized void setWaiting(boolean anybody) {
    waiting = anybody;
  }
}
