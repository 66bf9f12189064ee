// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;

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
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Errno;
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

  private static final String PUBLISH = "publish";

  /** So many may connect at once without having said what they want. */
  private static final int MAX_HANDSHAKES = 256;

  private static final long REQUEST_LIMIT_MILLIS = 5_000;
  private static final long WITHDRAW_LIMIT_MILLIS = 5_000;
  private static final long ACCEPT_RETRY_MILLIS = 100;
  private static final int ID_ATTEMPTS = 1_000;
  private static final long SYSTEM_ID_MASK = 0x7FFF_FFFFL;

  private final Fabric fabric;
  private final List<ExportedMemory.Extent> extents;
  private final long byteSize;
  private final SignalListener listener;
  private final SegmentOwner owner;
  private final AtomicBoolean destroyed = new AtomicBoolean();

  private final Set<ExporterLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicLong harvested = new AtomicLong();
  private volatile boolean waiting;
  private volatile AccessPolicy policy = (node, peer, requested) -> RsmError.PERM_DENIED;

  // Used by the event loop alone, but for the first publish.
  private final Set<ExporterLink> handshakes = ConcurrentHashMap.newKeySet();
  private volatile @Nullable UnixSocket listening;
  private volatile long listeningKey;
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
    fabric.checkOpen(PUBLISH);
    policy = decider;
    if (!id.equals(SegmentId.ANY)) {
      UnixSocket socket = UnixSocket.create();
      if (!tryListen(socket, id)) {
        throw new RsmException(RsmError.SEGID_IN_USE, PUBLISH, "id=" + id);
      }
      return id;
    }
    for (int i = 0; i < ID_ATTEMPTS; i++) {
      UnixSocket socket = UnixSocket.create();
      SegmentId chosen = systemId(socket);
      if (tryListen(socket, chosen)) {
        return chosen;
      }
    }
    throw new RsmException(RsmError.INSUFFICIENT_RESOURCES, PUBLISH, "no system id is free");
  }

  /** The kernel gives each socket a number of its own, so the id is never handed out twice. */
  private static SegmentId systemId(UnixSocket socket) {
    try {
      return SegmentId.of(SegmentId.SYSTEM_FIRST.value() + (socket.cookie() & SYSTEM_ID_MASK));
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Takes the socket over; closes it if the id is in use. */
  private boolean tryListen(UnixSocket socket, SegmentId id) {
    boolean done = false;
    try {
      String name = fabric.name().socketName(id.value());
      int result = socket.listen(name);
      if (result == -Errno.EADDRINUSE) {
        return false;
      }
      check(result, "bind " + name);
      listening = socket;
      listeningKey = fabric.loop().watch(socket.number(), this::accept);
      done = true;
      return true;
    } finally {
      if (!done) {
        listening = null;
        socket.close();
      }
    }
  }

  private void accept() {
    UnixSocket socket = listening;
    if (socket == null) {
      return;
    }
    int fd = socket.accept();
    if (fd == -Errno.EMFILE || fd == -Errno.ENFILE || fd == -Errno.ENOMEM) {
      pauseAccepting(socket);
    } else if (fd >= 0) {
      greet(UnixSocket.accepted(fd));
    }
  }

  /** Without descriptors the socket would stay readable and keep the loop busy. */
  private void pauseAccepting(UnixSocket socket) {
    fabric.loop().unwatch(socket.number(), listeningKey);
    fabric
        .loop()
        .schedule(
            ACCEPT_RETRY_MILLIS,
            () -> {
              if (listening == socket) {
                listeningKey = fabric.loop().watch(socket.number(), this::accept);
              }
            });
  }

  private void greet(UnixSocket accepted) {
    if (handshakes.size() >= MAX_HANDSHAKES) {
      accepted.close();
      return;
    }
    Connection connection = new Connection(fabric.loop(), accepted);
    ExporterLink link = new ExporterLink(this, connection);
    handshakes.add(link);
    try {
      connection.watch(link::ready);
      fabric.loop().schedule(REQUEST_LIMIT_MILLIS, link::expire);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  void connected(ExporterLink link) {
    links.add(link);
    handshakes.remove(link);
    // After the link is in the set: a wait that begins now reaches it one way or the other.
    link.setWaiting(waiting);
  }

  void closed(ExporterLink link) {
    handshakes.remove(link);
    if (links.contains(link)) {
      harvested.addAndGet(link.takeArrived());
      links.remove(link);
      listener.signalsArrived();
    }
    countWithdrawn();
  }

  private void countWithdrawn() {
    CountDownLatch latch = withdrawn;
    if (latch != null && links.isEmpty()) {
      latch.countDown();
    }
  }

  @Override
  public void unpublish() {
    if (listening == null) {
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
    UnixSocket socket = listening;
    listening = null;
    if (socket != null) {
      fabric.loop().unwatch(socket.number(), listeningKey);
      socket.close();
    }
    List.copyOf(handshakes).forEach(ExporterLink::withdraw);
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

  /** Gives the memory back, once; the connections have ended. */
  void release() {
    if (destroyed.compareAndSet(false, true)) {
      fabric.forget(this);
      fabric.memory().release(extents);
    }
  }

  @Override
  public void post() {
    for (ExporterLink link : links) {
      link.post();
    }
  }

  @Override
  public long takeArrived() {
    long arrived = harvested.getAndSet(0);
    for (ExporterLink link : links) {
      arrived += link.takeArrived();
    }
    return arrived;
  }

  @Override
  public void setWaiting(boolean value) {
    waiting = value;
    for (ExporterLink link : links) {
      link.setWaiting(value);
    }
  }
}
