// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Errno;

/** A process that speaks to a fabric as it likes; here a socket of the test. */
final class RawPeer implements AutoCloseable {

  final UnixSocket socket;

  RawPeer(UnixSocket socket) {
    this.socket = socket;
  }

  /** Connects to an exporter. */
  static RawPeer to(FabricName name, SegmentId id) {
    UnixSocket socket = UnixSocket.create();
    Host.await("room in the backlog", () -> socket.connect(name.socketName(id.value())) == 0);
    return new RawPeer(socket);
  }

  /** Waits for an importer at a listening socket. */
  static RawPeer from(UnixSocket listening) {
    int[] fd = {-1};
    Host.await("an importer", () -> (fd[0] = listening.accept()) >= 0);
    return new RawPeer(UnixSocket.accepted(fd[0]));
  }

  /** Sends without waiting; what does not fit is dropped. */
  long send(byte[] bytes, Integer... descriptors) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length);
      data.copyFrom(MemorySegment.ofArray(bytes));
      return descriptors.length == 0 ? socket.send(data) : socket.send(data, List.of(descriptors));
    }
  }

  long send(Message message, Integer... descriptors) {
    return send(bytes(message), descriptors);
  }

  static byte[] bytes(Message message) {
    try (Arena arena = Arena.ofConfined()) {
      return message.encode(arena).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Waits for a message or the end; null for the end. */
  Received receive() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Message.MAX_SIZE, 8);
      UnixSocket.Received[] received = new UnixSocket.Received[1];
      Host.await(
          "an answer",
          () -> {
            received[0] = socket.receive(buffer, Offer.MAX_DESCRIPTORS);
            return received[0].length() != -Errno.EAGAIN;
          });
      long length = received[0].length();
      return length <= 0
          ? null
          : new Received(Message.decode(buffer.asSlice(0, length)), received[0].descriptors());
    }
  }

  /** Receives what has come, or null if nothing has or that was the end; does not wait. */
  Received poll() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Message.MAX_SIZE, 8);
      UnixSocket.Received received = socket.receive(buffer, Offer.MAX_DESCRIPTORS);
      long length = received.length();
      return length <= 0
          ? null
          : new Received(Message.decode(buffer.asSlice(0, length)), received.descriptors());
    }
  }

  /** A message and what came with it. */
  record Received(Message message, List<Descriptor> descriptors) {}

  /** Waits until the other side has closed the connection. */
  void awaitEnd() {
    Received received = receive();
    while (received != null) {
      received.descriptors().forEach(Descriptor::close);
      received = receive();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
