// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.session;

import java.util.function.Function;
import java.util.function.Predicate;
import org.rsmapi.driver.wci.config.LinkId;
import org.rsmapi.driver.wci.route.Route;
import org.rsmapi.driver.wci.wire.Packet;
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

  /**
   * Makes them, all down.
   *
   * @param cnode this node
   * @param routes the way to a node now
   * @param alive whether data passes a link
   */
  public Sessions(
      int cnode,
      Wires wires,
      SessionTimes times,
      Function<Integer, Route> routes,
      Predicate<LinkId> alive,
      Listener listener) {}

  /** Returns how far the session with a node is; with this one it is always up. */
  public State state(int cnode) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts a session unless there is one, and waits for it.
   *
   * @return whether it is up
   */
  public boolean open(int cnode) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Ends a session, if there is one. */
  public void end(int cnode) {
    throw new UnsupportedOperationException();
  }

  /** Takes a packet of the layer of sessions. */
  public void arrived(int cnode, Packet packet) {
    throw new UnsupportedOperationException();
  }

  /** Takes notice of the end of a cnode. */
  public void gone(int cnode) {
    throw new UnsupportedOperationException();
  }

  /** Takes notice of the loss of the route to a cnode. */
  public void unreachable(int cnode) {
    throw new UnsupportedOperationException();
  }

  /**
   * Asks a node for an answer; starts a session if there is none.
   *
   * @return the nanoseconds that it took
   * @throws org.rsmapi.RsmException REMOTE_NODE_UNREACHABLE without a session; TIMEOUT if there is
   *     no answer, which ends the session; CONN_ABORTED if the session ends meanwhile; INTERRUPTED
   */
  public long ping(int cnode) {
    throw new UnsupportedOperationException();
  }

  /** Ends all. No callback follows. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
