// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.UnixSocket;

/** The way to a cnode. Guarded by the wires. */
final class Outgoing {

  private final int self;
  private final int cnode;
  private final UnixSocket socket;
  private final long token;
  private long key;
  private @Nullable Incoming incoming;

  /**
   * Takes over a connection.
   *
   * @param self the cnode of this process
   * @param token only the other end learns it
   */
  Outgoing(int self, int cnode, UnixSocket socket, long token) {
    this.self = self;
    this.cnode = cnode;
    this.socket = socket;
    this.token = token;
  }

  int cnode() {
    return cnode;
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

  /** Returns the way back, null until it is proven. */
  @Nullable Incoming incoming() {
    return incoming;
  }

  void setIncoming(Incoming incoming) {
    this.incoming = incoming;
  }

  boolean hello() {
    return send(Packet.of(PacketType.HELLO, 0, 0, token));
  }

  boolean proof(long received) {
    return send(Packet.of(PacketType.PROOF, 0, 0, received));
  }

  boolean isProof(long received) {
    return received == token;
  }

  /** Returns false if the other end is gone or does not read. */
  boolean send(Packet packet) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment line = arena.allocate(Packet.BYTES, Long.BYTES);
      packet.encode(line, self);
      return socket.send(line) == Packet.BYTES;
    }
  }
}
