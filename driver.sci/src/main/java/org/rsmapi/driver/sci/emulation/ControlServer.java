// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.Fabric;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;
import org.rsmapi.fabric.linux.Libc;

/**
 * Answers other processes: what is here, and which faults they want to happen. Those come only from
 * the user that this process belongs to, or root. Runs on the event loop of a fabric.
 */
final class ControlServer implements AutoCloseable {

  /** What a process can be asked. */
  interface Host {
    /** Returns the lines that tell what is here. */
    List<String> state();

    /** Reads a change of a link that this cluster has, else null. */
    LinkTable.@Nullable Change change(String line);

    void apply(LinkTable.Change change);

    /** Begins the crash of the node. */
    void crash();
  }

  private static final int MOST_CALLERS = 64;
  private static final long RETRY_MILLIS = 100;

  private final Fabric fabric;
  private final UnixSocket listening;
  private final Host host;

  /** In the order of their coming. Guarded by itself, as is whether this is closed. */
  private final Set<Caller> callers = new LinkedHashSet<>();

  private @Nullable Long key;
  private boolean closed;

  ControlServer(Fabric fabric, UnixSocket listening, Host host) {
    this.fabric = fabric;
    this.listening = listening;
    this.host = host;
  }

  void start() {
    synchronized (callers) {
      if (!closed && key == null) {
        key = fabric.watch(listening, this::accept);
      }
    }
  }

  private void accept() {
    synchronized (callers) {
      if (closed) {
        return;
      }
      int fd = listening.accept();
      if (fd >= 0) {
        greet(UnixSocket.accepted(fd));
      } else if (fd != -Errno.EAGAIN && fd != -Errno.EINTR) {
        // Without descriptors the socket would stay readable and keep the loop busy.
        stop();
        fabric.executeLater(RETRY_MILLIS, this::start);
      }
    }
  }

  private void greet(UnixSocket socket) {
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

  /** The caller holds the lock. */
  private void stop() {
    Long watched = key;
    if (watched != null) {
      key = null;
      fabric.unwatch(listening, watched);
    }
  }

  /** Ends all but the listening socket, which is not watched any more. */
  @Override
  public void close() {
    synchronized (callers) {
      closed = true;
      stop();
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
      synchronized (callers) {
        if (!callers.contains(this)) {
          return;
        }
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment buffer = arena.allocate(256); // no request is longer
          long length = socket.receive(buffer);
          if (length == -Errno.EAGAIN || length == -Errno.EINTR) {
            return;
          }
          if (length <= 0 || length > buffer.byteSize()) {
            close();
            return;
          }
          byte[] request = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
          send(arena, answer(new String(request, StandardCharsets.US_ASCII)));
        }
      }
    }

    private void send(Arena arena, String answer) {
      byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
      MemorySegment message = arena.allocate(bytes.length);
      message.copyFrom(MemorySegment.ofArray(bytes));
      if (socket.send(message) != bytes.length) {
        close(); // who does not read is not answered
      }
    }

    private String answer(String request) {
      String[] words = request.split(" ", -1);
      switch (words[0]) {
        case ControlText.STATE -> {
          long from = words.length == 2 ? ControlText.number(words[1]) : -1;
          return from < 0 || from > Integer.MAX_VALUE
              ? ControlText.REFUSED + "malformed"
              : ControlText.page(host.state(), (int) from);
        }
        case ControlText.LINK -> {
          LinkTable.Change change = host.change(request);
          return change == null
              ? ControlText.REFUSED + "no such link"
              : asOwner(
                  () -> {
                    host.apply(change);
                    return ControlText.DONE;
                  });
        }
        case ControlText.CRASH -> {
          return asOwner(
              () -> {
                host.crash();
                return ControlText.DONE;
              });
        }
        default -> {
          return ControlText.REFUSED + "unknown";
        }
      }
    }

    private String asOwner(Supplier<String> action) {
      long uid = socket.peer().uid();
      return uid == 0 || uid == Libc.get().geteuid()
          ? action.get()
          : ControlText.REFUSED + "belongs to another user";
    }

    private void close() {
      if (callers.remove(this)) {
        fabric.unwatch(socket, watched);
        socket.close();
      }
    }
  }
}
