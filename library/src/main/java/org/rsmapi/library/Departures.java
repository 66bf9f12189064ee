// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Controllers that leave because their driver says so. Not on the driver's thread: closing the
 * device waits for that thread.
 */
final class Departures {

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Has a controller leave. */
  void begin(ControllerName name, Runnable departure) {
    Thread thread =
        Thread.ofVirtual()
            .name("rsm-withdraw-" + name)
            .unstarted(
                () -> {
                  try {
                    departure.run();
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
  }

  /** Waits until those that have begun are over, even if interrupted. */
  void await() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
