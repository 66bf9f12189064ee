// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;

/** The one thread on which callbacks run, in the order of the events. */
final class CallbackThread implements AutoCloseable {

  private static final Logger LOG = System.getLogger(CallbackThread.class.getName());

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closing;

  CallbackThread(String name) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(name)
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Any thread; after {@link #close} nothing happens. */
  void execute(Runnable event) {
    if (!closing) {
      events.add(event);
    }
  }

  private void run() {
    while (!closing) {
      try {
        events.take().run();
      } catch (InterruptedException e) {
        closing = true; // nobody else has this thread
      } catch (RuntimeException | Error e) {
        LOG.log(Level.WARNING, "A callback has failed", e);
      }
    }
  }

  /**
   * Ends the thread after the callback that is running; what is waiting is dropped. One that waits
   * for the caller is not waited for without end.
   */
  @Override
  public void close() {
    closing = true;
    events.add(() -> {});
    if (Thread.currentThread() != thread) {
      boolean interrupted = Thread.interrupted();
      try {
        boolean ignored = thread.join(LIMIT);
      } catch (InterruptedException e) {
        interrupted = true; // it ends all the same
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
