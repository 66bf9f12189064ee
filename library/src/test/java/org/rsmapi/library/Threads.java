// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.concurrent.atomic.AtomicReference;

/** Threads that tests need for what must not wait for something else. */
final class Threads {

  private Threads() {}

  /** Runs something on another thread and waits for it; its failure is one of this thread. */
  static void onAnother(Runnable body) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = Thread.ofPlatform().unstarted(body);
    thread.setUncaughtExceptionHandler((failed, cause) -> failure.set(cause));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }
}
