// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.control;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/**
 * Answers other processes: what is here, and what they want to happen. Commands are done only for
 * the user that this process belongs to, or root. Runs on the event loop of a fabric.
 */
public final class ControlServer implements AutoCloseable {

  /** What a process can be asked. Called on the event loop, so each returns at once. */
  public interface Host {
    /** Returns the lines of a topic, or null if there is no such. */
    @Nullable List<String> lines(String topic);

    /** Does something, and answers when it is done. */
    void command(String command, Answer answer);
  }

  /** What comes of a command. Given once, at any time, by any thread. */
  public interface Answer {
    /** It is done. */
    void done();

    /** It is not done; the reason is for people, in one line. */
    void refused(String reason);
  }

  private static final int MOST_CALLERS = 64;

  private final Fabric fabric;
  private final Host host;
  private final Acceptor acceptor;

  /** In the order of their coming. Guarded by itself, as is whether this is closed. */
  private final Set<Caller> callers = new LinkedHashSet<>();

  private boolean closed;

  /**
   * Makes it; nobody is answered yet.
   *
   * @param listening stays the caller's, who closes it after this
   */
  public ControlServer(Fabric fabric, UnixSocket listening, Host host) {
    this.fabric = fabric;
    this.host = host;
    this.acceptor = new Acceptor(fabric, listening, this::greet);
  }

  /** Begins to answer. */
  public void start() {
    acceptor.start();
  }

  private void greet(UnixSocket socket) {
    synchronized (callers) {
      if (closed) {
        socket.close();
        return;
      }
      if (callers.size() >= MOST_CALLERS) {
        callers.iterator().next().close();
      }
      Caller caller = new Caller(socket);
      try {
        caller.start();
        callers.add(caller);
      } catch (RsmException e) {
        socket.close(); // it cannot be watched, and notices
      }
    }
  }

  /** Ends all but the listening socket, which is not watched any more. */
  @Override
  public void close() {
    acceptor.close();
    synchronized (callers) {
      closed = true;
      List.copyOf(callers).forEach(Caller::close);
    }
  }

  private final class Caller {

    private final UnixSocket socket;
    private long watched;

    Caller(UnixSocket socket) {
      this.socket = socket;
    }

    void start() {
      watched = fabric.watch(socket, this::ready);
    }

    private void ready() {
      String request = receive();
      if (request != null) {
        answer(request);
      }
    }

    private @Nullable String receive() {
      synchronized (callers) {
        if (!callers.contains(this)) {
          return null;
        }
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment buffer = arena.allocate(ControlText.MOST_REQUEST_BYTES);
          long length = socket.receive(buffer);
          if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
            return null;
          }
          if (length <= 0 || length > buffer.byteSize()) {
            close();
            return null;
          }
          byte[] request = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
          return new String(request, StandardCharsets.UTF_8);
        }
      }
    }

    private void answer(String request) {
      String[] words = request.split(" ", 3);
      if (words[0].equals(ControlText.GET) && words.length == 3) {
        long from = ControlText.number(words[1]);
        List<String> lines = from < 0 || from > Integer.MAX_VALUE ? null : host.lines(words[2]);
        send(
            lines == null
                ? ControlText.REFUSED + "malformed"
                : ControlText.page(lines, (int) from));
      } else if (!request.startsWith(ControlText.DO + " ")) {
        send(ControlText.REFUSED + "unknown");
      } else if (isOwner()) {
        host.command(request.substring(ControlText.DO.length() + 1), new Reply(this));
      } else {
        send(ControlText.REFUSED + "belongs to another user");
      }
    }

    private boolean isOwner() {
      synchronized (callers) {
        if (!callers.contains(this)) {
          return false;
        }
        long uid = socket.peer().uid();
        return uid == 0 || uid == Libc.get().geteuid();
      }
    }

    void send(String answer) {
      synchronized (callers) {
        if (!callers.contains(this)) {
          return;
        }
        try (Arena arena = Arena.ofConfined()) {
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          MemorySegment message = arena.allocate(bytes.length);
          message.copyFrom(MemorySegment.ofArray(bytes));
          if (socket.send(message) != bytes.length) {
            close(); // who does not read is not answered
          }
        }
      }
    }

    private void close() {
      if (callers.remove(this)) {
        fabric.unwatch(socket, watched);
        socket.close();
      }
    }
  }

  private record Reply(Caller caller) implements Answer {

    @Override
    public void done() {
      caller.send(ControlText.DONE);
    }

    @Override
    public void refused(String reason) {
      caller.send(ControlText.REFUSED + reason);
    }
  }
}
