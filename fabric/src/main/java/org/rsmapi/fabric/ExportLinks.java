// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rsmapi.spi.SignalChannel;
import org.rsmapi.spi.SignalListener;

/**
 * The connections of an export, and its signals. The event loop adds and removes; any thread posts
 * and takes.
 */
final class ExportLinks implements SignalChannel {

  private final SignalListener listener;

  /** Looked at far more often than changed. */
  private final List<ExportLink> links = new CopyOnWriteArrayList<>();

  private final AtomicLong harvested = new AtomicLong();
  private final AtomicLong harvestedBehind = new AtomicLong();
  private final AtomicBoolean harvestedConditional = new AtomicBoolean();
  private volatile boolean waiting;
  private volatile boolean sleeping;
  private @Nullable CountDownLatch withdrawn;

  ExportLinks(SignalListener listener) {
    this.listener = listener;
  }

  /** On the event loop: tells whether one more would be too many, those who have left aside. */
  boolean isFull(int most) {
    if (most <= 0 || links.size() < most) {
      return false;
    }
    all().forEach(ExportLink::look);
    return links.size() >= most;
  }

  List<ExportLink> all() {
    return List.copyOf(links);
  }

  void add(ExportLink link) {
    links.add(link);
    // After the link is in the list: a wait that begins now finds it there. One that began before
    // is told to look, since the importer may have posted before it could know of the wait.
    if (waiting) {
      link.setWaiting(true);
      listener.signalsArrived();
    } else if (sleeping) {
      listener.signalsArrived(); // who sleeps on the word of one link has to wait for both
    }
  }

  /** Returns whether it was there. */
  boolean remove(ExportLink link) {
    try {
      if (!links.contains(link)) {
        return false;
      }
      harvest(link.takeArrived());
      links.remove(link);
      listener.signalsArrived();
      return true;
    } finally {
      countWithdrawn();
    }
  }

  /** Keeps what the importer of a link that ends has posted. */
  private void harvest(ControlPage.Arrivals arrivals) {
    if (arrivals.conditional()) {
      // In this order, so that whoever sees those behind it sees it, too.
      harvestedConditional.set(true);
      harvestedBehind.addAndGet(arrivals.events());
    } else {
      harvested.addAndGet(arrivals.events());
    }
  }

  /** Has the importers let go, and something count down when all of them have. */
  void withdraw(CountDownLatch done) {
    withdrawn = done;
    all().forEach(ExportLink::withdraw);
    countWithdrawn();
  }

  private void countWithdrawn() {
    CountDownLatch latch = withdrawn;
    if (latch != null && links.isEmpty()) {
      latch.countDown();
    }
  }

  void closeAll() {
    all().forEach(ExportLink::close);
  }

  @Override
  public void post(boolean accumulate) {
    for (ExportLink link : links) {
      link.post(accumulate);
    }
  }

  /**
   * Puts the links in an order: those first whose posts all accumulate. Within a link the order is
   * known, so what came behind a post that does not accumulate cannot be what it is dropped for.
   */
  @Override
  public long takeArrived(long pending) {
    long events = 0;
    long behind = 0;
    boolean conditional = false;
    for (ExportLink link : links) {
      ControlPage.Arrivals arrivals = link.takeArrived();
      if (arrivals.conditional()) {
        conditional = true;
        behind += arrivals.events();
      } else {
        events += arrivals.events();
      }
    }
    // After the links: what one of them had until it ended meanwhile is here by now.
    if (hasHarvested()) {
      events += harvested.getAndSet(0);
      behind += harvestedBehind.getAndSet(0);
      conditional |= harvestedConditional.getAndSet(false);
    }
    return events + (conditional && pending + events == 0 ? 1 : 0) + behind;
  }

  private boolean hasHarvested() {
    return harvested.get() != 0 || harvestedBehind.get() != 0 || harvestedConditional.get();
  }

  @Override
  public boolean mayHaveArrived() {
    for (ExportLink link : links) {
      if (link.mayHaveArrived()) {
        return true;
      }
    }
    return hasHarvested();
  }

  /** With several links what one of them has posted may stand in the way of what another has. */
  @Override
  public boolean takeSingle() {
    ExportLink only = only();
    return only != null && !hasHarvested() && only.takeSingle();
  }

  /** A thread can sleep on one word only, so on that of the only link. */
  @Override
  public @Nullable MemorySegment announceSleeper() {
    sleeping = true; // before the look at the links, so that none is added unseen
    ExportLink only = only();
    return only == null ? null : only.announceSleeper();
  }

  /** Returns the link if there is one and no other. */
  private @Nullable ExportLink only() {
    ExportLink only = null;
    for (ExportLink link : links) {
      if (only != null) {
        return null;
      }
      only = link;
    }
    return only;
  }

  @Override
  public void setWaiting(boolean value) {
    waiting = value;
    sleeping = false;
    for (ExportLink link : links) {
      link.setWaiting(value);
    }
  }
}
