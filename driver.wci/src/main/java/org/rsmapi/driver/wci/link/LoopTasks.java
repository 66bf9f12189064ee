// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.Fabric;

/** Has the event loop do things, in order, until this is closed. */
final class LoopTasks {

  private static final Logger LOG = System.getLogger(LoopTasks.class.getName());

  private final Fabric loop;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  LoopTasks(Fabric loop) {
    this.loop = loop;
  }

  void start() {
    post(() -> thread = Thread.currentThread());
  }

  /** Tells whether the caller is the event loop, which must not wait for itself. */
  boolean isHere() {
    return Thread.currentThread() == thread;
  }

  void post(Runnable task) {
    try {
      loop.execute(() -> run(task));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.TRACE, "The fabric is closed", e);
    }
  }

  void later(long millis, Runnable task) {
    post(() -> loop.executeLater(millis, () -> run(task)));
  }

  private void run(Runnable task) {
    if (!closed) {
      task.run();
    }
  }

  void close() {
    closed = true;
  }
}
