// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has Ctrl-C, or a request of the system to end, end a run in an orderly way: what is done is
 * reported before this process ends.
 */
final class Interrupt implements AutoCloseable {

  /** Killing the tests and writing the report are done sooner. */
  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param run is told to end
   */
  Interrupt(WatchedRun run) {
    hook =
        new Thread(
            () -> {
              run.interrupt();
              await();
              Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
            },
            "tck-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      boolean ignored = reported.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that can be reported is. Does not return if this process is about to end. */
  @Override
  public void close() {
    try {
      boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      reported.countDown();
    }
  }
}
