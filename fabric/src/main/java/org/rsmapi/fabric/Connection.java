// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.fabric.linux.Errno;

/**
 * One end of a connection: a socket that the event loop watches until it is closed, once.
 *
 * <p>Sending and closing exclude each other, so that no message goes to a descriptor that has a new
 * owner.
 */
final class Connection {

  private final EventLoop loop;
  private final UnixSocket socket;
  private long key;
  private boolean closed;

  Connection(EventLoop loop, UnixSocket socket) {
    this.loop = loop;
    this.socket = socket;
  }

  /** Has the loop call a handler whenever there is something to read. */
  synchronized void watch(EventLoop.Handler handler) {
    if (!closed) {
      key = loop.watch(socket.number(), handler);
    }
  }

  /** Ends {@link #watch} for now. */
  synchronized void pause() {
    if (!closed) {
      loop.unwatch(socket.number(), key);
    }
  }

  /** Ends both directions, from any thread; the other side and who reads here find the end. */
  synchronized void shutDown() {
    if (!closed) {
      socket.shutDown();
    }
  }

  UnixSocket socket() {
    return socket;
  }

  /** Accepts a connection; returns a descriptor or a negated error number. */
  synchronized int accept() {
    return closed ? -Errno.EAGAIN : socket.accept();
  }

  /** Sends a message; false if the other side does not take it, or is gone. */
  boolean send(Message message) {
    return send(message, List.of());
  }

  /** Sends a message with descriptors; false if the other side does not take it, or is gone. */
  synchronized boolean send(Message message, List<Integer> descriptors) {
    if (closed) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = message.encode(arena);
      long sent = descriptors.isEmpty() ? socket.send(encoded) : socket.send(encoded, descriptors);
      return sent == encoded.byteSize();
    }
  }

  /** What {@link #receive} found. */
  enum Outcome {
    NOTHING,
    MESSAGE,
    /** The end of the connection. */
    END,
    /** Something that is no message. */
    GARBAGE,
    /** A message that this process has no descriptors for. */
    NO_ROOM
  }

  /** What came in. */
  record Incoming(Outcome outcome, @Nullable Message message, List<Descriptor> descriptors) {}

  private static final Incoming NOTHING = new Incoming(Outcome.NOTHING, null, List.of());
  private static final Incoming END = new Incoming(Outcome.END, null, List.of());
  private static final Incoming GARBAGE = new Incoming(Outcome.GARBAGE, null, List.of());

  private static final Incoming NO_ROOM = new Incoming(Outcome.NO_ROOM, null, List.of());

  /** Receives a message with at most so many descriptors, which belong to the caller. */
  synchronized Incoming receive(int mostDescriptors) {
    if (closed) {
      return END;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(Message.MAX_SIZE, 8);
      UnixSocket.Received received = receive(buffer, mostDescriptors);
      if (received.length() == -Errno.ECONNRESET) {
        // The other side has not read all: told once, before what it has sent itself.
        received = receive(buffer, mostDescriptors);
      }
      long length = received.length();
      if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
        return NOTHING;
      }
      if (length == -Errno.EMFILE) {
        return NO_ROOM;
      }
      if (length == 0 || length == -Errno.ECONNRESET) {
        // An empty message looks like the end, and is one; but descriptors may come with it.
        received.descriptors().forEach(Descriptor::close);
        return END;
      }
      Message message =
          length < 0 || length > buffer.byteSize()
              ? null
              : Message.decode(buffer.asSlice(0, length));
      if (message == null) {
        received.descriptors().forEach(Descriptor::close);
        return GARBAGE;
      }
      return new Incoming(Outcome.MESSAGE, message, received.descriptors());
    }
  }

  private UnixSocket.Received receive(MemorySegment buffer, int mostDescriptors) {
    return mostDescriptors == 0
        ? new UnixSocket.Received(socket.receive(buffer), List.of())
        : socket.receive(buffer, mostDescriptors);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      loop.unwatch(socket.number(), key);
      socket.close();
    }
  }
}
