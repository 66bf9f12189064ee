// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rsmapi.PollEntry;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/**
 * The sources of one kind in one wait that are no segments.
 *
 * <p>While the wait lasts, a thread blocks in the kernel on its behalf, so that the waiting thread
 * can park: it hears of segments and of interrupts there, and a virtual one gives its carrier away.
 * The thread ends with its first finding and is gone when the wait is over.
 */
abstract class ForeignWatch implements AutoCloseable {

  final PollEntry[] entries;

  /** Marks of the whole wait; this object writes those of its entries. */
  final int[] ready;

  private @Nullable Thread thread;
  private volatile boolean stopping;
  private volatile boolean found;
  private volatile @Nullable RsmException failure;

  ForeignWatch(PollEntry[] entries, int[] ready) {
    this.entries = entries;
    this.ready = ready;
  }

  /** Takes the resources that looking needs. */
  abstract void open();

  /** Looks without blocking and sets the marks; true if any source is ready. */
  abstract boolean look() throws IOException;

  /** Blocks until a source is ready, which sets the marks, or {@link #isStopping}. */
  abstract void block() throws IOException;

  /** Has {@link #block} look at {@link #isStopping}. */
  abstract void wake();

  /** Takes the resources that {@link #block} and {@link #wake} need. */
  abstract void prepareBlock();

  abstract void release();

  final boolean isStopping() {
    return stopping;
  }

  /** Tells whether a source is ready; while a thread watches, whether it has found one. */
  final boolean isReady() {
    RsmException failed = failure;
    if (failed != null) {
      throw new RsmException(failed.error(), PollWait.WAIT, failed.detail(), 0, failed);
    }
    if (found || thread != null) {
      return found;
    }
    try {
      return look();
    } catch (IOException e) {
      throw shortage("looking at a source failed: " + e, e);
    }
  }

  static RsmException shortage(String detail, @Nullable Throwable cause) {
    return new RsmException(RsmError.INSUFFICIENT_RESOURCES, PollWait.WAIT, detail, 0, cause);
  }

  final void start(Waiter waiter) {
    prepareBlock();
    Thread watching =
        Thread.ofPlatform()
            .daemon()
            .name("rsm-wait-" + Thread.currentThread().threadId())
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> watch(waiter));
    try {
      watching.start();
    } catch (OutOfMemoryError e) {
      throw shortage("no thread to watch sources that are no segments", e);
    }
    thread = watching;
  }

  private void watch(Waiter waiter) {
    try {
      block();
      found = !stopping;
    } catch (RsmException e) {
      failure = e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failure = shortage("watching sources failed: " + e, e);
    } finally {
      waiter.wake();
    }
  }

  /** Ends the thread, if there is one; returns when it has ended. */
  final void stop() {
    Thread watching = thread;
    if (watching == null) {
      return;
    }
    stopping = true;
    boolean interrupted = false;
    while (watching.isAlive()) {
      wake();
      try {
        watching.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    thread = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The wait has succeeded: completes the marks; what fails now is not ready. */
  final void finish() {
    boolean watched = thread != null;
    stop();
    if (watched && !found) {
      try {
        look();
      } catch (IOException | RsmException e) {
        // The events are taken already, so the wait succeeds without this source.
      }
    }
  }

  @Override
  public final void close() {
    stop();
    release();
  }
}
