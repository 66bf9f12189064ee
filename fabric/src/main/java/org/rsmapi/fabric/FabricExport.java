// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;
import org.rsmapi.spi.SignalListener;

/**
 * An exported segment: memory, and while it is published a place where importers come in, and its
 * connections. Those belong to the event loop.
 */
public final class FabricExport implements DriverExport {

  private static final Logger LOG = System.getLogger(FabricExport.class.getName());
  private static final long ANSWER_LIMIT_MILLIS = 5_000;

  private final Fabric fabric;
  private final BoundMemory bound;
  private final SignalListener listener;
  private final SegmentOwner owner;
  private final ExportLinks links;
  private final Reception reception;
  private volatile ImporterListener importers = ImporterListener.NONE;
  private volatile AccessPolicy policy = (node, peer, requested) -> RsmError.PERM_DENIED;

  FabricExport(Fabric fabric, MemorySegment memory, SignalListener listener, SegmentOwner owner) {
    this.fabric = fabric;
    this.listener = listener;
    this.owner = owner;
    this.links = new ExportLinks(listener);
    this.reception = new Reception(this);
    this.bound = new BoundMemory(fabric.memory(), memory);
  }

  Fabric fabric() {
    return fabric;
  }

  BoundMemory bound() {
    return bound;
  }

  SignalListener listener() {
    return listener;
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

  @Override
  public void republish(AccessPolicy decider) {
    policy = decider;
  }

  /** Tells whether importers find it under this name. */
  boolean isPublishedAs(String socketName) {
    return reception.isOpenAs(socketName);
  }

  /** Decides on a request to connect; on the event loop. */
  RsmError decide(NodeId importer, PeerCredentials credentials, Permission requested) {
    if (!requested.isValid()) {
      return RsmError.PERM_DENIED;
    }
    AccessPolicy decider = policy;
    try {
      RsmError decision = decider.decide(importer, credentials, requested);
      return decision == RsmError.SUCCESS && links.isFull(decider.maxConnections())
          ? RsmError.INSUFFICIENT_RESOURCES
          : decision;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A request to connect could not be decided", e);
      return RsmError.PERM_DENIED;
    }
  }

  /** Who wants to hear of importers that come and go, on the event loop. */
  public void observe(ImporterListener observer) {
    importers = observer;
  }

  void connected(ExportLink link) {
    links.add(link);
    reception.leave(link);
    importers.connected(link.importer());
  }

  void closed(ExportLink link) {
    reception.leave(link);
    if (links.remove(link)) {
      importers.disconnected(link.importer());
    }
  }

  /** Returns how many importers are connected, when the event loop has let in who was waiting. */
  public int connections() {
    runOnLoop(() -> {});
    return links.all().size();
  }

  @Override
  public void unpublish() {
    if (!reception.isOpen()) {
      return;
    }
    CountDownLatch done = beginWithdrawal();
    if (!await(done, answerLimit())) {
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
    reception.close();
    reception.waiting().forEach(ExportLink::withdraw);
    links.withdraw(done);
  }

  /** Ends the connections without a word: those of importers that have not answered. */
  public void cutOff() {
    runOnLoop(links::closeAll);
  }

  /** Has the loop do something, and waits for that, with a limit. */
  void runOnLoop(Runnable action) {
    CountDownLatch done = new CountDownLatch(1);
    try {
      fabric
          .loop()
          .execute(
              () -> {
                try {
                  action.run();
                } finally {
                  done.countDown();
                }
              });
      await(done, answerLimit());
    } catch (RejectedExecutionException e) {
      done.countDown(); // the fabric has closed, and everything with it
    }
  }

  /** Until when importers have to answer; as of System.nanoTime. */
  static long answerLimit() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_LIMIT_MILLIS);
  }

  static void await(CountDownLatch latch) {
    while (!await(latch, answerLimit())) {
      // Soon: the event loop is at it.
    }
  }

  /** What has begun is finished; an interrupt is kept for the caller. */
  static boolean await(CountDownLatch latch, long deadlineNanos) {
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
  public void rebind(MemorySegment memory) {
    fabric.checkOpen(Rebinding.REBIND);
    if (memory.byteSize() != bound.byteSize()) {
      throw new RsmException(
          RsmError.BAD_LENGTH,
          Rebinding.REBIND,
          memory.byteSize() + " bytes in place of " + bound.byteSize());
    }
    if (!bound.is(memory)) {
      new Rebinding(this, links, memory).run();
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
    reception.waiting().forEach(ExportLink::close);
    links.closeAll();
    release();
  }

  /** Gives the memory back, once; the connections have ended. */
  void release() {
    if (bound.release()) {
      fabric.forget(this);
    }
  }

  @Override
  public void post(boolean accumulate) {
    links.post(accumulate);
  }

  @Override
  public long takeArrived(long pending) {
    return links.takeArrived(pending);
  }

  @Override
  public void setWaiting(boolean value) {
    links.setWaiting(value);
  }

  @Override
  public @Nullable MemorySegment announceSleeper() {
    return links.announceSleeper();
  }

  @Override
  public boolean mayHaveArrived() {
    return links.mayHaveArrived();
  }

  @Override
  public boolean takeSingle() {
    return links.takeSingle();
  }
}
