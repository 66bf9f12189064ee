// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.driver.sci.sisci.SisciException;

/** Calls of SISCI that may be refused for a moment, since something else is under way. */
final class Retry {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LAST_PAUSE_NANOS = 5_000_000;

  private Retry() {}

  /**
   * Repeats a call as long as it answers {@code BUSY}, with pauses that grow.
   *
   * @throws SisciException with {@code BUSY} if it still does after two seconds
   */
  static void whileBusy(Runnable call) {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      try {
        call.run();
        return;
      } catch (SisciException e) {
        if (e.error() != SisciError.BUSY || System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LAST_PAUSE_NANOS);
    }
  }
}
