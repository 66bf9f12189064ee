// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.control.Acceptor;
import org.rsmapi.fabric.linux.Errno;

/**
 * Carries control messages between the cnodes of a controller that are processes of this host. Runs
 * on the event loop of a fabric; any method may be called by any thread.
 *
 * <p>There is a connection for each direction. Anybody can connect and say who he is. So each end
 * sends a random number to the name of the other, which only the process that has the name can give
 * back over the connection that it sends on; until then nothing else is taken from there.
 */
public final class Wires implements AutoCloseable {

  /** Is told what comes, on the event loop of the fabric; returns at once. */
  public interface Receiver {
    /** A packet has come from a cnode that was reached. */
    void arrived(int cnode, Packet packet);

    /** A cnode can be sent to, and has proved who it is. */
    void reached(int cnode);

    /** A cnode that was reached has ended. */
    void gone(int cnode);
  }

  /** How many cnodes a controller can have. */
  public static final int CNODES = 256;

  private static final Logger LOG = System.getLogger(Wires.class.getName());
  private static final int MOST_UNPROVEN = 64;
  private static final long FIRST_RETRY_MILLIS = 20;
  private static final int MOST_RETRIES = 5;

  private final Fabric fabric;
  private final CnodeClaim claim;
  private final Receiver receiver;
  private final Acceptor acceptor;
  private final SecureRandom random = new SecureRandom();

  /** By cnode. Guarded by this, as is all that changes. */
  private final Map<Integer, Outgoing> outgoing = new HashMap<>();

  /** Who has connected and not proved who it is, in the order of their coming. */
  private final Set<Incoming> unproven = new LinkedHashSet<>();

  /** How often a connection to a cnode was tried since that was asked for. */
  private final int[] retries = new int[CNODES];

  private boolean closed;

  private Wires(Fabric fabric, CnodeClaim claim, Receiver receiver) {
    this.fabric = fabric;
    this.claim = claim;
    this.receiver = receiver;
    this.acceptor = new Acceptor(fabric, claim.socket(), this::greet);
  }

  /**
   * Takes over a claim.
   *
   * @param fabric was opened with {@link CnodeNames#fabric}
   */
  public static Wires open(Fabric fabric, CnodeClaim claim, Receiver receiver) {
    return new Wires(fabric, claim, receiver);
  }

  /**
   * Claims a cnode.
   *
   * @throws RsmException CTLR_NOT_PRESENT naming it if it is taken
   */
  public static Wires open(Fabric fabric, int controller, int cnode, Receiver receiver) {
    return open(fabric, CnodeClaim.take(controller, List.of(cnode)), receiver);
  }

  /** Returns the cnode that this process is. */
  public int cnode() {
    return claim.cnode();
  }

  /** Returns the fabric whose event loop this runs on. */
  public Fabric fabric() {
    return fabric;
  }

  /** Begins to receive. */
  public void start() {
    acceptor.start();
  }

  /**
   * Begins to connect to a cnode, unless that is done; {@link Receiver#reached} tells when it is.
   *
   * @return false if no living process is that cnode; once there is one it connects by itself
   */
  public synchronized boolean reach(int cnode) {
    if (cnode < 0 || cnode >= CNODES || cnode == cnode() || closed) {
      return false;
    }
    retries[cnode] = 0;
    return outgoing(cnode) != null;
  }

  /**
   * Sends a packet without waiting; those to one cnode arrive in order.
   *
   * @return false if it was not sent: the cnode is not reached, or does not read
   */
  public synchronized boolean send(int cnode, Packet packet) {
    Outgoing to = outgoing.get(cnode);
    return to != null && to.incoming() != null && to.send(packet);
  }

  /** Returns the way to a cnode, makes it if there is none; null if nobody is there. */
  private @Nullable Outgoing outgoing(int cnode) {
    Outgoing present = outgoing.get(cnode);
    return present == null ? connect(cnode) : present;
  }

  private @Nullable Outgoing connect(int cnode) {
    UnixSocket socket = UnixSocket.create();
    int result = socket.connect(CnodeNames.wire(claim.controller(), cnode));
    Outgoing made = new Outgoing(cnode(), cnode, socket, random.nextLong());
    if (result == 0 && watch(socket, made::setKey, () -> run(lost(made)))) {
      outgoing.put(cnode, made);
      if (made.hello()) {
        return made;
      }
      outgoing.remove(cnode);
      fabric.unwatch(socket, made.key());
    }
    socket.close();
    if (result == -Errno.EAGAIN) { // it has many callers
      retry(cnode);
    }
    return null;
  }

  private boolean watch(UnixSocket socket, LongConsumer key, Runnable ready) {
    try {
      key.accept(fabric.watch(socket, ready));
      return true;
    } catch (RsmException e) {
      LOG.log(Level.WARNING, "cnode " + cnode() + ": a connection cannot be watched", e);
      return false;
    }
  }

  private void greet(UnixSocket socket) {
    Incoming caller = new Incoming(socket);
    synchronized (this) {
      if (!closed && watch(socket, caller::setKey, () -> ready(caller))) {
        unproven.add(caller);
        if (unproven.size() > MOST_UNPROVEN) {
          drop(unproven.iterator().next());
        }
        return;
      }
    }
    socket.close();
  }

  /** Something can be read, or the other end has closed. */
  private void ready(Incoming caller) {
    for (int i = 0; i < Incoming.AT_ONCE; i++) {
      Runnable event;
      synchronized (this) {
        if (closed || caller.isClosed()) {
          return;
        }
        Incoming.Read read = caller.read();
        if (read.nothing()) {
          return;
        }
        Packet packet = read.packet();
        event = packet == null ? refuse(caller) : take(caller, packet);
      }
      run(event);
    }
  }

  private static void run(@Nullable Runnable event) {
    if (event != null) {
      event.run();
    }
  }

  /** Returns what the receiver is to be told, if anything, as those below do. */
  private @Nullable Runnable take(Incoming caller, Packet packet) {
    int cnode = packet.source();
    if (caller.cnode() < 0) {
      return packet.type() == PacketType.HELLO ? hello(caller, packet) : refuse(caller);
    }
    if (cnode != caller.cnode()) {
      return refuse(caller);
    }
    if (packet.type().layer() == PacketType.Layer.WIRE) {
      return packet.type() == PacketType.PROOF ? proof(caller, packet) : refuse(caller);
    }
    return caller.isProven() ? () -> receiver.arrived(cnode, packet) : refuse(caller);
  }

  private @Nullable Runnable hello(Incoming caller, Packet packet) {
    int cnode = packet.source();
    Outgoing back = cnode == cnode() ? null : outgoing(cnode);
    // Two cannot be the same cnode: either this one is not, or the other has just died, which will
    // be found, and then this one tries again.
    if (back == null || back.incoming() != null || !back.proof(packet.word(0))) {
      return refuse(caller);
    }
    caller.setCnode(cnode);
    return null;
  }

  /**
   * One that does not fit is no fault of the caller: somebody else has told it a wrong number in
   * the name of this process.
   */
  private @Nullable Runnable proof(Incoming caller, Packet packet) {
    Outgoing back = outgoing.get(caller.cnode());
    if (back == null || back.incoming() != null || !back.isProof(packet.word(0))) {
      return null;
    }
    unproven.remove(caller);
    caller.setProven();
    back.setIncoming(caller);
    int cnode = caller.cnode();
    return () -> receiver.reached(cnode);
  }

  /** Ends with a caller that has closed, or does not keep to the rules. */
  private @Nullable Runnable refuse(Incoming caller) {
    drop(caller);
    Outgoing back = outgoing.get(caller.cnode());
    return back != null && back.incoming() == caller ? lost(back) : null;
  }

  /** Nothing is ever sent back on a way out: the other end has closed. */
  private synchronized @Nullable Runnable lost(Outgoing way) {
    int cnode = way.cnode();
    if (closed || !outgoing.remove(cnode, way)) {
      return null;
    }
    close(way);
    List.copyOf(unproven).stream().filter(caller -> caller.cnode() == cnode).forEach(this::drop);
    retry(cnode);
    return way.incoming() == null ? null : () -> receiver.gone(cnode);
  }

  /** It may live, and have taken this process for a former one that was the same cnode. */
  private void retry(int cnode) {
    if (retries[cnode] < MOST_RETRIES) {
      long delay = FIRST_RETRY_MILLIS << retries[cnode]++;
      try {
        fabric.execute(() -> fabric.executeLater(delay, () -> reachAgain(cnode)));
      } catch (RejectedExecutionException e) {
        LOG.log(Level.TRACE, "The fabric is closed", e);
      }
    }
  }

  private synchronized void reachAgain(int cnode) {
    if (!closed) {
      var unused = outgoing(cnode);
    }
  }

  private void drop(Incoming caller) {
    unproven.remove(caller);
    if (!caller.isClosed()) {
      fabric.unwatch(caller.socket(), caller.key());
      caller.close();
    }
  }

  private void close(Outgoing way) {
    fabric.unwatch(way.socket(), way.key());
    way.socket().close();
    Incoming from = way.incoming();
    if (from != null) {
      drop(from);
    }
  }

  /** Ends every connection, and gives the cnode up. No callback begins after that. */
  @Override
  public void close() {
    acceptor.close();
    synchronized (this) {
      if (!closed) {
        closed = true;
        outgoing.values().forEach(this::close);
        outgoing.clear();
        List.copyOf(unproven).forEach(this::drop);
        claim.close();
      }
    }
  }
}
