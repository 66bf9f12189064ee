// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/** Somebody who has connected to this process, and may be a cnode. Guarded by the wires. */
final class Incoming {

  /** How many packets are read before others get their turn. */
  static final int AT_ONCE = 32;

  /**
   * What was found.
   *
   * @param nothing whether there is nothing to read now
   * @param packet else null if the other end has closed, or what it has sent is no packet
   */
  record Read(boolean nothing, @Nullable Packet packet) {
    static final Read NOTHING = new Read(true, null);
    static final Read BROKEN = new Read(false, null);
  }

  private final UnixSocket socket;
  private long key;
  private int cnode = -1;
  private boolean proven;
  private boolean closed;

  Incoming(UnixSocket socket) {
    this.socket = socket;
  }

  UnixSocket socket() {
    return socket;
  }

  long key() {
    return key;
  }

  void setKey(long key) {
    this.key = key;
  }

  /** Returns who it says that it is, -1 if it has not said that. */
  int cnode() {
    return cnode;
  }

  void setCnode(int cnode) {
    this.cnode = cnode;
  }

  boolean isProven() {
    return proven;
  }

  void setProven() {
    proven = true;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
    socket.close();
  }

  Read read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment line = arena.allocate(Packet.BYTES, Long.BYTES);
      long length = socket.receive(line);
      if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
        return Read.NOTHING;
      }
      return length == Packet.BYTES ? new Read(false, Packet.decode(line)) : Read.BROKEN;
    }
  }
}
