// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import org.jspecify.annotations.Nullable;

/**
 * The control pages of an exporter, each for one connection. The next one is made while no importer
 * waits for it; before the first connection there is none.
 */
final class ControlPages implements AutoCloseable {

  /** A page that nobody else has yet, and its descriptor while it is passed on. */
  static final class Made implements AutoCloseable {

    private final MemoryFile file;
    private final ControlPage page;
    private boolean kept;

    private Made(WindowSpace space, long pageSize) {
      file = MemoryFile.reserve("rsm-control", pageSize);
      boolean done = false;
      try {
        page = ControlPage.map(space, file.number(), pageSize, true);
        done = true;
      } finally {
        if (!done) {
          file.close();
        }
      }
    }

    int number() {
      return file.number();
    }

    /** Returns the page, which is the caller's to detach from now on. */
    ControlPage keep() {
      kept = true;
      return page;
    }

    @Override
    public void close() {
      file.close();
      if (!kept) {
        page.detach();
      }
    }
  }

  private final WindowSpace space;
  private final long pageSize;
  private @Nullable Made next;
  private boolean closed;

  ControlPages(WindowSpace space, long pageSize) {
    this.space = space;
    this.pageSize = pageSize;
  }

  /**
   * Returns a page.
   *
   * @throws org.rsmapi.RsmException if descriptors or memory are short
   */
  synchronized Made take() {
    Made taken = next;
    next = null;
    return taken == null ? new Made(space, pageSize) : taken;
  }

  /** Makes the page that is taken next, if there is room for it. */
  synchronized void prepare() {
    if (next == null && !closed) {
      try {
        next = new Made(space, pageSize);
      } catch (RuntimeException e) {
        next = null; // who takes it tries again, and says so
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Made unused = next;
    next = null;
    if (unused != null) {
      unused.close();
    }
  }
}
