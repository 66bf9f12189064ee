// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * The page that exporter and importer of one connection share for signals.
 *
 * <pre>
 *   0    u64  events posted by the importer
 *   64   u64  events posted by the exporter
 *   128  u32  not 0 while a thread of the importer waits
 *   192  u32  not 0 while a thread of the exporter waits
 * </pre>
 *
 * <p>Counters only grow; each side remembers how far it has counted. A post is an atomic addition,
 * which pairs with the volatile read of the other side, and comes before the look whether anybody
 * waits; a waiter announces itself before it looks at the counter. So one of the two sees the
 * other.
 *
 * <p>What the other side writes is not trusted: a counter that jumps costs the one who made it
 * jump.
 */
final class ControlPage {

  private static final long POSTED_BY_IMPORTER = 0;
  private static final long POSTED_BY_EXPORTER = 64;
  private static final long IMPORTER_WAITS = 128;
  private static final long EXPORTER_WAITS = 192;

  private static final VarHandle COUNTER = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle FLAG = ValueLayout.JAVA_INT.varHandle();

  private final Window window;
  private final MemorySegment page;
  private final long postedHere;
  private final long postedThere;
  private final long waitsHere;
  private final long waitsThere;

  private long counted;
  private long frozen;
  private boolean detached;

  private ControlPage(Window window, boolean exporter) {
    this.window = window;
    this.page = window.segment();
    this.postedHere = exporter ? POSTED_BY_EXPORTER : POSTED_BY_IMPORTER;
    this.postedThere = exporter ? POSTED_BY_IMPORTER : POSTED_BY_EXPORTER;
    this.waitsHere = exporter ? EXPORTER_WAITS : IMPORTER_WAITS;
    this.waitsThere = exporter ? IMPORTER_WAITS : EXPORTER_WAITS;
  }

  /** Maps a page. The window may be used until it is unreachable, even after it was detached. */
  static ControlPage map(WindowSpace space, int fd, long pageSize, boolean exporter) {
    List<Window.Part> whole = List.of(new Window.Part(fd, 0, pageSize));
    return new ControlPage(Window.map(space, whole, pageSize, true, Arena.ofAuto()), exporter);
  }

  /** Posts an event; returns whether the other side has to be woken. */
  boolean post() {
    long ignored = (long) COUNTER.getAndAdd(page, postedHere, 1L);
    return (int) FLAG.getVolatile(page, waitsThere) != 0;
  }

  /** Returns how many events the other side has posted since the last call. */
  synchronized long takeArrived() {
    long posted = detached ? frozen : (long) COUNTER.getVolatile(page, postedThere);
    long arrived = posted - counted;
    counted = posted;
    return Math.clamp(arrived, 0, Integer.MAX_VALUE);
  }

  void setWaiting(boolean waiting) {
    FLAG.setVolatile(page, waitsHere, waiting ? 1 : 0);
  }

  /** Lets go of the shared page; events that have arrived can still be taken. */
  synchronized void detach() {
    if (!detached) {
      frozen = (long) COUNTER.getVolatile(page, postedThere);
      detached = true;
      window.detach();
    }
  }
}
