// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;

/** The one thread on which callbacks run, in the order of the events. */
final class CallbackThread implements AutoCloseable {

  private static final Logger LOG = System.getLogger(CallbackThread.class.getName());

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

  /** Ends the thread after the callback that is running; what is waiting is dropped. */
  @Override
  public void close() {
    closing = true;
    events.add(() -> {});
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
