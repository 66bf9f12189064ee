// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric.control;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmException;
import org.rsmapi.fabric.UnixSocket;
import org.rsmapi.fabric.linux.Errno;

/** Asks one process; who does not answer soon is left alone. */
public final class ControlClient implements AutoCloseable {

  private static final long LIMIT_MILLIS = 500;
  private static final long COMMAND_LIMIT_MILLIS = 5_000;
  private static final long LOOK_NANOS = 50_000;

  /** More than any process has lines for. */
  private static final int MOST_PAGES = 10_000;

  private final UnixSocket socket;

  private ControlClient(UnixSocket socket) {
    this.socket = socket;
  }

  /**
   * Connects to a process.
   *
   * @param name of its socket
   * @return null if no living process has the name
   */
  public static @Nullable ControlClient reach(String name) {
    UnixSocket socket = UnixSocket.create();
    if (socket.connect(name) == 0) {
      return new ControlClient(socket);
    }
    socket.close();
    return null;
  }

  /** Returns the lines of a topic, or null if the process does not answer properly, and soon. */
  public @Nullable List<String> lines(String topic) {
    return lines(topic, LIMIT_MILLIS);
  }

  /**
   * Returns the lines of a topic, or null if the process does not answer properly.
   *
   * @param limitMillis for each page
   */
  public @Nullable List<String> lines(String topic, long limitMillis) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < MOST_PAGES; i++) {
      String answer = ask(ControlText.GET + " " + from + " " + topic, limitMillis);
      if (answer == null) {
        return null;
      }
      List<String> page = List.of(answer.split("\n", -1));
      lines.addAll(page.subList(1, page.size()));
      if (page.getFirst().equals(ControlText.END)) {
        return lines;
      }
      String[] words = page.getFirst().split(" ", -1);
      long next =
          words.length == 2 && words[0].equals(ControlText.MORE)
              ? ControlText.number(words[1])
              : -1;
      if (next <= from || next > Integer.MAX_VALUE) {
        return null;
      }
      from = (int) next;
    }
    return null;
  }

  /** Has the process do something; returns null if it is done, else why not, for people. */
  public @Nullable String command(String command) {
    String answer = ask(ControlText.DO + " " + command, COMMAND_LIMIT_MILLIS);
    if (answer == null) {
      return "does not answer";
    }
    return answer.equals(ControlText.DONE) ? null : answer;
  }

  /** Returns the answer, or null. */
  @Nullable String ask(String request, long limitMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
      MemorySegment message = arena.allocate(bytes.length);
      message.copyFrom(MemorySegment.ofArray(bytes));
      if (socket.send(message) != bytes.length) {
        return null;
      }
      MemorySegment buffer = arena.allocate(ControlText.MOST_BYTES);
      while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
        long length = socket.receive(buffer);
        if (length > 0 && length <= buffer.byteSize()) {
          byte[] answer = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
          return new String(answer, StandardCharsets.UTF_8);
        }
        if (length != -Errno.EAGAIN && length != -Errno.EINTR) {
          return null;
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return null;
    } catch (RsmException e) {
      return null;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
