// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import static org.rsmapi.fabric.linux.Errno.check;

import java.util.List;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/**
 * What makes this process a cnode of a controller: the name of a socket, which the kernel gives to
 * one process, and takes back when that dies.
 */
public final class CnodeClaim implements AutoCloseable {

  private final int controller;
  private final int cnode;
  private final UnixSocket socket;

  private CnodeClaim(int controller, int cnode, UnixSocket socket) {
    this.controller = controller;
    this.cnode = cnode;
    this.socket = socket;
  }

  /**
   * Makes this process the first of some cnodes that no living process is.
   *
   * @param candidates in the order of preference
   * @throws RsmException CTLR_NOT_PRESENT naming them if each is taken
   */
  public static CnodeClaim take(int controller, List<Integer> candidates) {
    for (int cnode : candidates) {
      UnixSocket socket = UnixSocket.create();
      if (listens(socket, CnodeNames.wire(controller, cnode))) {
        return new CnodeClaim(controller, cnode, socket);
      }
    }
    throw new RsmException(
        RsmError.CTLR_NOT_PRESENT,
        "open",
        "wrsm"
            + controller
            + ": another living process is "
            + (candidates.size() == 1 ? "cnode " + candidates.getFirst() : "each of " + candidates)
            + "; end it, or choose another cnode");
  }

  /** Closes the socket if the name is taken. */
  private static boolean listens(UnixSocket socket, String name) {
    boolean done = false;
    try {
      int result = socket.listen(name);
      if (result != -Errno.EADDRINUSE) {
        check(result, "bind " + name);
        done = true;
      }
      return done;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  /** Tells whether a living process is a cnode. */
  public static boolean isTaken(int controller, int cnode) {
    try (UnixSocket probe = UnixSocket.create()) {
      int result = probe.connect(CnodeNames.wire(controller, cnode));
      return result == 0 || result == -Errno.EAGAIN; // it has many callers
    }
  }

  /** Returns the controller. */
  public int controller() {
    return controller;
  }

  /** Returns the cnode that this process is. */
  public int cnode() {
    return cnode;
  }

  UnixSocket socket() {
    return socket;
  }

  /** Gives the cnode up. */
  @Override
  public void close() {
    socket.close();
  }
}
