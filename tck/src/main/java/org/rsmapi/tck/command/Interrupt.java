// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has Ctrl-C, or a request of the system to end, end a run in an orderly way: what is done is
 * reported before this process ends.
 */
final class Interrupt implements AutoCloseable {

  /** Killing the tests and writing the report are done sooner. */
  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook = new Thread(this::happen, "tck-interrupt");
  private boolean happened;
  private @Nullable WatchedRun run;

  /** Begins to listen. */
  Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Has a run end when it happens, or at once if it has. */
  synchronized void ends(WatchedRun other) {
    run = other;
    if (happened) {
      other.interrupt();
    }
  }

  private void happen() {
    synchronized (this) {
      happened = true;
      if (run != null) {
        run.interrupt();
      }
    }
    await();
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }

  private void await() {
    try {
      boolean ignored = reported.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that can be reported is, and nothing is left. */
  @Override
  public void close() {
    try {
      boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      reported.countDown();
    }
  }
}
