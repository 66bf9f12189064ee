// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.rsmapi.fabric.linux.Errno.check;

import java.util.LinkedHashSet;
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

  /** In the order of their coming. Used by the event loop alone. */
  private final LinkedHashSet<ExporterLink> handshakes = new LinkedHashSet<>();

  /** Whether a timer runs for the handshakes. Used by the event loop alone. */
  private boolean expiring;

  private volatile @Nullable Connection listening;
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
    Connection accepting = new Connection(fabric.loop(), socket);
    boolean done = false;
    try {
      String name = fabric.name().socketName(id.value());
      int result = socket.listen(name);
      if (result == -Errno.EADDRINUSE) {
        return false;
      }
      check(result, "bind " + name);
      listening = accepting;
      accepting.watch(() -> accept(accepting));
      // Here or in Fabric.close, which has looked for what listens after it said that it is closed.
      fabric.checkOpen(PUBLISH);
      done = true;
      return true;
    } finally {
      if (!done) {
        listening = null;
        accepting.close();
      }
    }
  }

  private void accept(Connection accepting) {
    int fd = accepting.accept();
    if (fd == -Errno.EMFILE || fd == -Errno.ENFILE || fd == -Errno.ENOMEM) {
      pauseAccepting(accepting);
    } else if (fd >= 0) {
      greet(UnixSocket.accepted(fd));
    }
  }

  /** Without descriptors the socket would stay readable and keep the loop busy. */
  private void pauseAccepting(Connection accepting) {
    accepting.pause();
    fabric.loop().schedule(ACCEPT_RETRY_MILLIS, () -> accepting.watch(() -> accept(accepting)));
  }

  private void greet(UnixSocket accepted) {
    if (handshakes.size() >= MAX_HANDSHAKES) {
      // The oldest goes, not the newest: else those who never speak would keep out all others.
      handshakes.getFirst().expire();
    }
    Connection connection = new Connection(fabric.loop(), accepted);
    ExporterLink link = new ExporterLink(this, connection);
    handshakes.add(link);
    try {
      connection.watch(link::ready);
      if (!expiring) {
        expiring = true;
        fabric.loop().schedule(REQUEST_LIMIT_MILLIS, this::expireHandshakes);
      }
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  /** One timer for all, so that a flood of connections leaves no flood of timers. */
  private void expireHandshakes() {
    expiring = false;
    long now = System.nanoTime();
    while (!handshakes.isEmpty()) {
      ExporterLink oldest = handshakes.getFirst();
      long left = REQUEST_LIMIT_MILLIS - TimeUnit.NANOSECONDS.toMillis(now - oldest.sinceNanos());
      if (left > 0) {
        expiring = true;
        fabric.loop().schedule(left, this::expireHandshakes);
        return;
      }
      oldest.expire();
    }
  }

  void connected(ExporterLink link) {
    links.add(link);
    handshakes.remove(link);
    // After the link is in the set: a wait that begins now finds it there. One that began before is
    // told to look, since the importer may have posted before it could know that somebody waits.
    if (waiting) {
      link.setWaiting(true);
      listener.signalsArrived();
    }
  }

  void closed(ExporterLink link) {
    handshakes.remove(link);
    try {
      if (links.contains(link)) {
        harvested.addAndGet(link.takeArrived());
        links.remove(link);
        listener.signalsArrived();
      }
    } finally {
      countWithdrawn();
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
    Connection accepting = listening;
    listening = null;
    if (accepting != null) {
      accepting.close();
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

  /** The event loop has ended: closes what is left, and gives the memory back. */
  void abandon() {
    Connection accepting = listening;
    if (accepting != null) {
      accepting.close();
    }
    List.copyOf(handshakes).forEach(ExporterLink::close);
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
