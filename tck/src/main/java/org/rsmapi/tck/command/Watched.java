// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.RuleId;

/** A process with the tests, seen from the one that watches. */
final class Watched implements Closeable {

  /** What comes from the process. */
  sealed interface Message {
    /** It has told something. */
    record Told(Event event) implements Message {}

    /** It tells nothing any more; the reason is empty unless it was not understood. */
    record Silent(String reason) implements Message {}

    /** Nothing came in time. */
    record Late() implements Message {}

    /** {@link #wake} was called. */
    record Woken() implements Message {}
  }

  private static final int KEPT_LINES = 60;
  private static final long END_SECONDS = 10;

  private final ServerSocket server;
  private final Process process;
  private final Writer requests;
  private final Thread outputReader;
  private final Deque<String> output = new ArrayDeque<>();
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  private Watched(ServerSocket server, Process process) {
    this.server = server;
    this.process = process;
    requests = process.outputWriter(StandardCharsets.UTF_8);
    outputReader = Thread.ofPlatform().daemon().name("tck-output").start(this::readOutput);
  }

  /**
   * Starts a process.
   *
   * @param command Java with its options, class path and main class
   */
  static Watched start(List<String> command, Collection<RuleId> rules) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try {
      List<String> all = new ArrayList<>(command);
      all.add(Integer.toString(server.getLocalPort()));
      Watched watched =
          new Watched(server, new ProcessBuilder(all).redirectErrorStream(true).start());
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      String key = HexFormat.of().formatHex(random);
      Thread.ofPlatform().daemon().name("tck-events").start(() -> watched.readEvents(key));
      watched.request(key);
      watched.request(rules.stream().map(RuleId::name).collect(Collectors.joining(",")));
      return watched;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Waits for something to come. */
  Message next(long timeoutMillis) {
    try {
      Message message = messages.poll(timeoutMillis, TimeUnit.MILLISECONDS);
      return message == null ? new Message.Late() : message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Message.Woken();
    }
  }

  /** Ends a wait for something to come. */
  void wake() {
    messages.add(new Message.Woken());
  }

  /** Asks for {@link Event.Threads}. */
  void requestThreads() {
    request(TestProcess.THREADS);
  }

  private void request(String line) {
    try {
      requests.write(line + "\n");
      requests.flush();
    } catch (IOException e) {
      // It has ended, which shows elsewhere.
    }
  }

  private void readOutput() {
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (output) {
          output.addLast(line);
          if (output.size() > KEPT_LINES) {
            String ignored = output.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      // the end
    }
  }

  private void readEvents(String key) {
    // Without a connection the end of the process ends the wait for it.
    var _ = process.onExit().thenRun(this::closeServer);
    String reason = "";
    try (Socket socket = server.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      if (!key.equals(in.readLine())) {
        reason = "another process has connected in its place";
        return;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        messages.add(new Message.Told(EventLines.decode(line)));
      }
    } catch (IOException e) {
      reason = process.isAlive() ? String.valueOf(e.getMessage()) : "";
    } finally {
      messages.add(new Message.Silent(reason));
    }
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException e) {
      // nobody waits for connections any more
    }
  }

  /** Waits for the end of the process; null if it does not end. */
  @Nullable Integer exitCode() {
    try {
      return process.waitFor(END_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The last that it has printed; all of it if the process has ended. */
  String lastOutput() {
    if (!process.isAlive()) {
      joinOutput();
    }
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  private void joinOutput() {
    try {
      // Processes that the tests have started may hold the output open for a moment.
      boolean ignored = outputReader.join(Duration.ofSeconds(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process if it has not ended, and waits for that. */
  @Override
  public void close() {
    // Process.destroyForcibly would close the streams under the readers.
    boolean ignored = process.toHandle().destroyForcibly();
    if (exitCode() != null) {
      joinOutput();
    }
    closeServer();
    try {
      requests.close();
    } catch (IOException e) {
      // what was not sent is of no use any more
    }
  }
}
