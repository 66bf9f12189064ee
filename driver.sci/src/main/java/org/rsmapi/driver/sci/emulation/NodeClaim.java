// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import static org.rsmapi.fabric.linux.Errno.check;

import java.util.OptionalInt;
import org.rsmapi.driver.sci.sisci.SisciError;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/**
 * What makes this process a node: the name of a socket, which others find it by. A node has a
 * number of such names, for as many processes; who has the first one knows that nobody else who
 * looks for a free node takes this one.
 */
final class NodeClaim implements AutoCloseable {

  /** How many processes can be one node. */
  static final int SLOTS = 32;

  private static final String OPEN = "SCIInitialize";

  private final int nodeId;
  private final int slot;
  private final UnixSocket socket;

  private NodeClaim(int nodeId, int slot, UnixSocket socket) {
    this.nodeId = nodeId;
    this.slot = slot;
    this.socket = socket;
  }

  /**
   * Makes this process a node.
   *
   * @param wanted which; empty for the first that no living process is
   */
  static NodeClaim take(ClusterNames names, ClusterSettings settings, OptionalInt wanted) {
    return wanted.isPresent() ? takeSlot(names, wanted.getAsInt()) : takeFreeNode(names, settings);
  }

  private static NodeClaim takeSlot(ClusterNames names, int nodeId) {
    for (int slot = 0; slot < SLOTS; slot++) {
      UnixSocket socket = UnixSocket.create();
      if (listens(socket, names.process(nodeId, slot))) {
        return new NodeClaim(nodeId, slot, socket);
      }
    }
    throw Failure.of(
        SisciError.HW_NOSPC, OPEN, "node=" + nodeId + " is " + SLOTS + " processes already");
  }

  private static NodeClaim takeFreeNode(ClusterNames names, ClusterSettings settings) {
    for (int nodeId : settings.nodeIds()) {
      UnixSocket socket = UnixSocket.create();
      if (!listens(socket, names.process(nodeId, 0))) {
        continue;
      }
      if (isAlive(names, nodeId, 1)) {
        socket.close(); // its first process has died, and others live
      } else {
        return new NodeClaim(nodeId, 0, socket);
      }
    }
    throw Failure.of(
        SisciError.NOT_AVAILABLE,
        OPEN,
        "each of the nodes "
            + settings.nodeIds()
            + " is a living process; add nodes, or choose one");
  }

  /** Closes the socket if the name is taken. */
  private static boolean listens(UnixSocket socket, String name) {
    boolean done = false;
    try {
      int result = socket.listen(name);
      if (result == -Errno.EADDRINUSE) {
        return false;
      }
      check(result, "bind " + name);
      done = true;
      return true;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  /** Tells whether a living process is the node. */
  static boolean isAlive(ClusterNames names, int nodeId) {
    return isAlive(names, nodeId, 0);
  }

  private static boolean isAlive(ClusterNames names, int nodeId, int firstSlot) {
    for (int slot = firstSlot; slot < SLOTS; slot++) {
      try (UnixSocket probe = UnixSocket.create()) {
        int result = probe.connect(names.process(nodeId, slot));
        if (result == 0 || result == -Errno.EAGAIN) { // it has many callers
          return true;
        }
      }
    }
    return false;
  }

  int nodeId() {
    return nodeId;
  }

  int slot() {
    return slot;
  }

  UnixSocket socket() {
    return socket;
  }

  @Override
  public void close() {
    socket.close();
  }
}
