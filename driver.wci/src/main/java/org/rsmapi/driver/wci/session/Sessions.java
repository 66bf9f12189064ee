// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.wire.Packet;
import org.rsmapi.driver.wci.wire.PacketType;
import org.rsmapi.driver.wci.wire.Wires;

/** The sessions of this node, one with each other node. Any method may be called by any thread. */
public final class Sessions implements AutoCloseable {

  /** How far a session is. */
  public enum State {
    /** There is no route. */
    UNREACH,
    /** There is none. */
    DOWN,
    /** Asked for. */
    ESTAB,
    /** In use. */
    UP
  }

  /** Is told of changes, in order, on the event loop; returns at once. */
  public interface Listener {
    /** A session has begun. */
    void up(int cnode);

    /** A session that was up has ended. */
    void down(int cnode, String reason);
  }

  private static final Logger LOG = System.getLogger(Sessions.class.getName());
  private static final int MOST_TRIES = 8;

  private final int self;
  private final Wires wires;
  private final SessionTimes times;
  private final Function<Integer, Route> routes;
  private final Predicate<LinkId> alive;
  private final Listener listener;

  /** Guards all that changes; the listener is told without it. */
  private final Object lock = new Object();

  private final Map<Integer, Session> sessions = new HashMap<>();
  private volatile boolean closed;

  /**
   * Makes them, all down.
   *
   * @param cnode this node
   * @param routes the way to a node now, unreachable for one that is no member; quick
   * @param alive whether data passes a link
   */
  public Sessions(
      int cnode,
      Wires wires,
      SessionTimes times,
      Function<Integer, Route> routes,
      Predicate<LinkId> alive,
      Listener listener) {
    this.self = cnode;
    this.wires = wires;
    this.times = times;
    this.routes = routes;
    this.alive = alive;
    this.listener = listener;
  }

  /** Returns how far the session with a node is; with this one it is always up. */
  public State state(int cnode) {
    if (cnode == self) {
      return State.UP;
    }
    synchronized (lock) {
      Session session = sessions.get(cnode);
      if (session != null && session.state != State.DOWN) {
        return session.state;
      }
    }
    return routes.apply(cnode).isReachable() ? State.DOWN : State.UNREACH;
  }

  private Session session(int cnode) {
    return sessions.computeIfAbsent(cnode, absent -> new Session());
  }

  /**
   * Starts a session unless there is one, and waits for it; not on the event loop.
   *
   * @return whether it is up
   */
  public boolean open(int cnode) throws InterruptedException {
    if (cnode == self) {
      return true;
    }
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(times.startMillis());
    while (!closed && routes.apply(cnode).isReachable()) {
      synchronized (lock) {
        Session session = session(cnode);
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (session.state == State.UP) {
          return true;
        }
        if (left <= 0) {
          break;
        }
        if (session.state == State.DOWN) {
          session.state = State.ESTAB;
          session.id = session.nextId();
          session.started = true;
        }
        if (session.started) {
          // Repeated, for the other end may not know the way yet.
          send(cnode, Packet.of(PacketType.SESSION_START, session.id, 0));
        }
        lock.wait(Math.min(left, times.repeatMillis()));
      }
    }
    synchronized (lock) {
      Session session = session(cnode);
      if (session.state == State.ESTAB) {
        end(cnode, session, "not started"); // whoever else waits for it starts it again
      }
      return session.state == State.UP;
    }
  }

  /** Sends over one stripe, or the next one if that is dead. */
  private boolean send(int cnode, Packet packet) {
    List<LinkId> paths = routes.apply(cnode).paths();
    for (int i = 0; i < MOST_TRIES && !paths.isEmpty(); i++) {
      if (alive.test(paths.get(i % paths.size())) && wires.send(cnode, packet)) {
        return true;
      }
    }
    return false;
  }

  /** Ends a session, if there is one. */
  public void end(int cnode) {
    synchronized (lock) {
      Session session = sessions.get(cnode);
      if (session != null && session.state != State.DOWN) {
        send(cnode, Packet.of(PacketType.SESSION_END, session.id, 0));
        end(cnode, session, "ended here");
      }
    }
  }

  private void end(int cnode, Session session, String reason) {
    boolean wasUp = session.state == State.UP;
    session.state = State.DOWN;
    session.id = 0;
    session.started = false;
    List<CompletableFuture<Boolean>> calls = new ArrayList<>(session.calls.values());
    session.calls.clear();
    calls.forEach(call -> call.complete(false));
    lock.notifyAll();
    if (wasUp) {
      tell(() -> listener.down(cnode, reason));
    }
  }

  private void begin(int cnode, Session session, int id) {
    session.state = State.UP;
    session.id = id;
    lock.notifyAll();
    tell(() -> listener.up(cnode));
  }

  private void tell(Runnable event) {
    try {
      wires
          .fabric()
          .execute(
              () -> {
                if (!closed) {
                  event.run();
                }
              });
    } catch (RejectedExecutionException e) {
      LOG.log(Level.TRACE, "The fabric is closed", e);
    }
  }

  /** Takes a packet of the layer of sessions. */
  public void arrived(int cnode, Packet packet) {
    if (packet.session() == 0 || closed) {
      return;
    }
    synchronized (lock) {
      Session session = session(cnode);
      if (packet.type() == PacketType.SESSION_START) {
        asked(cnode, session, packet.session());
      } else if (packet.session() == session.id) {
        arrived(cnode, session, packet);
      }
    }
  }

  private void arrived(int cnode, Session session, Packet packet) {
    boolean up = session.state == State.UP;
    switch (packet.type()) {
      case SESSION_RESPONSE -> {
        if (session.state == State.ESTAB) {
          begin(cnode, session, session.id);
        }
      }
      case SESSION_END -> end(cnode, session, "ended by the other node");
      case PING -> {
        if (up) {
          send(cnode, Packet.of(PacketType.PONG, session.id, packet.messageId()));
        }
      }
      case PONG -> {
        CompletableFuture<Boolean> call = session.calls.remove(packet.messageId());
        if (call != null) {
          call.complete(true);
        }
      }
      default -> {} // of another layer
    }
  }

  private void asked(int cnode, Session session, int id) {
    if (session.state == State.ESTAB && session.started && self < cnode) {
      return; // both ask: the lower one's counts
    }
    if (session.state == State.UP && session.id != id) {
      end(cnode, session, "started again by the other node");
    }
    if (!send(cnode, Packet.of(PacketType.SESSION_RESPONSE, id, 0))) {
      return; // there is no way yet, and it asks again
    }
    if (session.state != State.UP) {
      session.started = false;
      begin(cnode, session, id);
    }
  }

  /** Takes notice of the end of a cnode. */
  public void gone(int cnode) {
    lose(cnode, "the other node has ended");
  }

  /** Takes notice of the loss of the route to a cnode. */
  public void unreachable(int cnode) {
    lose(cnode, "no route");
  }

  private void lose(int cnode, String reason) {
    synchronized (lock) {
      Session session = sessions.get(cnode);
      if (session != null) {
        end(cnode, session, reason);
      }
    }
  }

  /**
   * Asks a node for an answer; starts a session if there is none. Not on the event loop.
   *
   * @return the nanoseconds that it took
   * @throws RsmException REMOTE_NODE_UNREACHABLE without a session; TIMEOUT if there is no answer,
   *     which ends the session; CONN_ABORTED if the session ends meanwhile; INTERRUPTED
   */
  public long ping(int cnode) {
    long start = System.nanoTime();
    if (cnode == self) {
      return System.nanoTime() - start;
    }
    Call call = null;
    try {
      if (!open(cnode)) {
        throw failure(RsmError.REMOTE_NODE_UNREACHABLE, cnode, "there is no session");
      }
      start = System.nanoTime();
      call = call(cnode);
      if (!call.answered().get(times.callMillis(), TimeUnit.MILLISECONDS)) {
        throw failure(RsmError.CONN_ABORTED, cnode, "the session has ended");
      }
      return System.nanoTime() - start;
    } catch (TimeoutException e) {
      fail(cnode, call);
      throw failure(RsmError.TIMEOUT, cnode, "no answer in " + times.callMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(RsmError.INTERRUPTED, cnode, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // nobody completes it so
    } finally {
      forget(cnode, call);
    }
  }

  private record Call(int session, int messageId, CompletableFuture<Boolean> answered) {}

  private Call call(int cnode) {
    synchronized (lock) {
      Session session = session(cnode);
      Call call = new Call(session.id, session.nextMessageId(), new CompletableFuture<>());
      if (session.state == State.UP) {
        session.calls.put(call.messageId(), call.answered());
        send(cnode, Packet.of(PacketType.PING, session.id, call.messageId()));
      } else {
        call.answered().complete(false);
      }
      return call;
    }
  }

  private void forget(int cnode, @Nullable Call call) {
    if (call != null) {
      synchronized (lock) {
        session(cnode).calls.remove(call.messageId());
      }
    }
  }

  /** A call without an answer ends the session that it was made in. */
  private void fail(int cnode, @Nullable Call call) {
    synchronized (lock) {
      Session session = session(cnode);
      if (call != null && session.id == call.session() && session.state == State.UP) {
        send(cnode, Packet.of(PacketType.SESSION_END, session.id, 0));
        end(cnode, session, "no answer");
      }
    }
  }

  private static RsmException failure(RsmError error, int cnode, String detail) {
    return new RsmException(error, "ping", "cnode " + cnode + ": " + detail);
  }

  /** Ends all. No callback begins after that. */
  @Override
  public void close() {
    closed = true;
    synchronized (lock) {
      sessions.forEach((cnode, session) -> end(cnode, session, "closed"));
      lock.notifyAll();
    }
  }
}
