// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import org.rsmapi.spi.SignalListener;

/** Events on their way to the library of one side. */
final class Arrivals {

  private final SignalListener listener;

  /** Came while none was here: counts if the library has none either. */
  private boolean first;

  private long accumulated;

  Arrivals(SignalListener listener) {
    this.listener = listener;
  }

  void arrive(boolean accumulate) {
    synchronized (this) {
      if (accumulate) {
        accumulated++;
      } else if (accumulated == 0) {
        first = true;
      }
    }
    listener.signalsArrived();
  }

  synchronized long take(long pending) {
    long taken = accumulated + (first && pending == 0 ? 1 : 0);
    accumulated = 0;
    first = false;
    return taken;
  }
}
