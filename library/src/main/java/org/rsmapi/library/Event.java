// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.CountDownLatch;

/** Something that happens once, and what waits for it: even if interrupted, which is not lost. */
final class Event {

  private final CountDownLatch latch = new CountDownLatch(1);

  /** May be repeated. */
  void happen() {
    latch.countDown();
  }

  void await() {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
