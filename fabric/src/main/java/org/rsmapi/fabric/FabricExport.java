// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/**
 * An exported segment: memory, and while it is published a listening socket and its connections.
 *
 * <p>The socket and the states of the links belong to the event loop; the set of connected links is
 * read by any thread.
 */
public final class FabricExport implements DriverExport {

  private static final long WITHDRAW_LIMIT_MILLIS = 5_000;

  private final Fabric fabric;
  private final List<ExportedMemory.Extent> extents;
  private final long byteSize;
  private final SignalListener listener;
  private final SegmentOwner owner;
  private final AtomicBoolean destroyed = new AtomicBoolean();

  private final Set<ExporterLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong harvested = new AtomicLong();
  private final AtomicBoolean harvestedConditional = new AtomicBoolean();
  private volatile boolean waiting;
  private volatile AccessPolicy policy = (node, peer, requested) -> RsmError.PERM_DENIED;

  private final Reception reception;
  private @Nullable CountDownLatch withdrawn;

  FabricExport(
      Fabric fabric,
      List<ExportedMemory.Extent> extents,
      long byteSize,
      SignalListener listener,
      SegmentOwner owner) {
    this.fabric = fabric;
    this.extents = extents;
    this.byteSize = byteSize;
    this.listener = listener;
    this.owner = owner;
    this.reception = new Reception(this);
  }

  Fabric fabric() {
    return fabric;
  }

  List<ExportedMemory.Extent> extents() {
    return extents;
  }

  long byteSize() {
    return byteSize;
  }

  SignalListener listener() {
    return listener;
  }

  AccessPolicy policy() {
    return policy;
  }

  @Override
  public SegmentOwner owner() {
    return owner;
  }

  @Override
  public SegmentId publish(SegmentId id, AccessPolicy decider) {
    policy = decider;
    return reception.open(id);
  }

  /** Tells whether one more connection would be too many. */
  boolean isFull(int maxConnections) {
    return maxConnections > 0 && links.size() >= maxConnections;
  }

  void connected(ExporterLink link) {
    links.add(link);
    reception.leave(link);
    // After the link is in the set: a wait that begins now finds it there. One that began before is
    // told to look, since the importer may have posted before it could know that somebody waits.
    if (waiting) {
      link.setWaiting(true);
      listener.signalsArrived();
    }
  }

  void closed(ExporterLink link) {
    reception.leave(link);
    try {
      if (links.contains(link)) {
        harvest(link.takeArrived());
        links.remove(link);
        listener.signalsArrived();
      }
    } finally {
      countWithdrawn();
    }
  }

  /** Keeps what the importer of a link that ends has posted. */
  private void harvest(ControlPage.Arrivals arrivals) {
    harvested.addAndGet(arrivals.events());
    if (arrivals.conditional()) {
      harvestedConditional.set(true);
    }
  }

  private void countWithdrawn() {
    CountDownLatch latch = withdrawn;
    if (latch != null && links.isEmpty()) {
      latch.countDown();
    }
  }

  @Override
  public void unpublish() {
    if (!reception.isOpen()) {
      return;
    }
    CountDownLatch done = beginWithdrawal();
    if (!awaitUninterruptibly(done, System.nanoTime() + limitNanos())) {
      cutOff();
    }
  }

  /**
   * Has the loop close the socket and tell the importers; returns what counts down when all
   * answered.
   */
  CountDownLatch beginWithdrawal() {
    CountDownLatch done = new CountDownLatch(1);
    try {
      fabric.loop().execute(() -> withdraw(done));
    } catch (RejectedExecutionException e) {
      done.countDown(); // the fabric has closed, and everything with it
    }
    return done;
  }

  private void withdraw(CountDownLatch done) {
    withdrawn = done;
    reception.close();
    reception.waiting().forEach(ExporterLink::withdraw);
    List.copyOf(links).forEach(ExporterLink::withdraw);
    countWithdrawn();
  }

  /** Ends the connections of importers that have not answered. */
  void cutOff() {
    CountDownLatch done = new CountDownLatch(1);
    try {
      fabric
          .loop()
          .execute(
              () -> {
                List.copyOf(links).forEach(ExporterLink::close);
                done.countDown();
              });
      awaitUninterruptibly(done, System.nanoTime() + limitNanos());
    } catch (RejectedExecutionException e) {
      // The fabric has closed, and everything with it.
      done.countDown();
    }
  }

  static long limitNanos() {
    return TimeUnit.MILLISECONDS.toNanos(WITHDRAW_LIMIT_MILLIS);
  }

  /** What has begun is finished; an interrupt is kept for the caller. */
  static boolean awaitUninterruptibly(CountDownLatch latch, long deadlineNanos) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return latch.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void destroy() {
    unpublish();
    release();
  }

  /** The event loop has ended: closes what is left, and gives the memory back. */
  void abandon() {
    reception.close();
    reception.waiting().forEach(ExporterLink::close);
    List.copyOf(links).forEach(ExporterLink::close);
    release();
  }

  /** Gives the memory back, once; the connections have ended. */
  void release() {
    if (destroyed.compareAndSet(false, true)) {
      fabric.forget(this);
      fabric.memory().release(extents);
    }
  }

  @Override
  public void post(boolean accumulate) {
    for (ExporterLink link : links) {
      link.post(accumulate);
    }
  }

  @Override
  public long takeArrived(long pending) {
    long events = harvested.getAndSet(0);
    boolean conditional = harvestedConditional.getAndSet(false);
    for (ExporterLink link : links) {
      ControlPage.Arrivals arrivals = link.takeArrived();
      events += arrivals.events();
      conditional |= arrivals.conditional();
    }
    return events + (conditional && pending + events == 0 ? 1 : 0);
  }

  @Override
  public void setWaiting(boolean value) {
    waiting = value;
    for (ExporterLink link : links) {
      link.setWaiting(value);
    }
  }

  @Override
  public void republish(AccessPolicy decider) {
    policy = decider;
  }

  @Override
  public void rebind(MemorySegment memory) {
    throw new UnsupportedOperationException("planned");
  }
}
