// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.tck.Endpoint;
import org.rsmapi.tck.fixture.Place;
import org.rsmapi.tck.fixture.Surroundings;

/**
 * A further process, by default on this node with the same class path, and with the same
 * configuration of the driver. It ends at the latest when it is closed, or when this process ends.
 *
 * <p>A peer of another user has a copy of the class path that this user can read.
 */
public final class Peer implements Party {

  private final Process process;
  private final Writer in;
  private final Thread reader;
  private final boolean sharedClassPath;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<PeerMessage>> pending = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Peer(List<String> java, Endpoint endpoint, Map<String, String> properties) {
    this(java, endpoint, properties, /* sharedClassPath= */ false);
  }

  private Peer(
      List<String> java,
      Endpoint endpoint,
      Map<String, String> properties,
      boolean sharedClassPath) {
    this.sharedClassPath = sharedClassPath;
    String ownClassPath = sharedClassPath ? SharedClassPath.acquire() : endpoint.classPath();
    List<String> command = new ArrayList<>(java);
    command.addAll(
        PeerCommand.arguments(
            endpoint.controller(),
            ownClassPath.isEmpty() ? Surroundings.current().classPath() : ownClassPath,
            properties));
    CompletableFuture<PeerMessage> ready = new CompletableFuture<>();
    pending.put(0, ready);
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      giveClassPathBack();
      throw new UncheckedIOException(e);
    }
    in = process.outputWriter(StandardCharsets.US_ASCII);
    reader = Thread.ofPlatform().daemon().name("peer-" + process.pid()).start(this::readAll);
    try {
      PeerMessage ignored = await(ready);
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  /** Starts a peer on this node. */
  public static Peer start() {
    return start(Map.of());
  }

  /** Starts a peer on this node that has further system properties. */
  public static Peer start(Map<String, String> properties) {
    return new Peer(List.of(Place.java()), here(), properties);
  }

  /** Starts a peer on this node as another user; with these supplementary groups and no others. */
  public static Peer startAs(int uid, int gid, int... groups) {
    return new Peer(
        javaBehind(Place.asUser(uid, gid, groups)), here(), Map.of(), /* sharedClassPath= */ true);
  }

  /** Starts a peer on this node with a file creation mask, for example 0027. */
  public static Peer startWithMask(int mask) {
    return new Peer(javaBehind(Place.withMask(mask)), here(), Map.of());
  }

  /**
   * Starts a peer on this node that can have so many descriptors open; a Java process needs about a
   * hundred.
   */
  public static Peer startWithDescriptors(int limit) {
    return new Peer(javaBehind(Place.withDescriptors(limit)), here(), Map.of());
  }

  /** Starts a peer at an endpoint that is not in this process. */
  static Peer startAt(Endpoint endpoint) {
    return new Peer(endpoint.command(), endpoint, endpoint.systemProperties());
  }

  private static Endpoint here() {
    return Endpoint.here(TestBed.controllerName());
  }

  private static List<String> javaBehind(List<String> prefix) {
    return Stream.concat(prefix.stream(), Stream.of(Place.java())).toList();
  }

  /** Returns the id of the process. */
  public long pid() {
    return process.pid();
  }

  /** Tells whether the process is there. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public String call(Class<? extends PeerTask> task, String... args) {
    try {
      return begin(task, args).get(Limits.longest().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unchecked(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw new AssertionError("no result from the peer: " + task.getName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the peer works", e);
    }
  }

  @Override
  public CompletableFuture<String> begin(Class<? extends PeerTask> task, String... args) {
    int number = calls.incrementAndGet();
    CompletableFuture<PeerMessage> answer = new CompletableFuture<>();
    pending.put(number, answer);
    String[] fields =
        Stream.concat(Stream.of(task.getName()), Stream.of(args)).toArray(String[]::new);
    send(PeerMessage.of(number, PeerMessage.Kind.CALL, fields));
    if (!reader.isAlive()) {
      failPending();
    }
    return answer.thenApply(Peer::result);
  }

  private static String result(PeerMessage message) {
    List<String> fields = message.fields();
    return switch (message.kind()) {
      case RESULT -> fields.getFirst();
      case ERROR ->
          throw new RsmException(
              RsmError.of(Integer.parseInt(fields.getFirst())),
              fields.get(1),
              fields.get(2),
              Integer.parseInt(fields.get(3)),
              null);
      case ABORTED -> throw new TestAbortedException(fields.getFirst());
      default -> throw new AssertionError("in the peer: " + String.join(" ", fields));
    };
  }

  private static RuntimeException unchecked(Throwable cause) {
    Throwable inner =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    if (inner instanceof RuntimeException e) {
      return e;
    }
    throw inner instanceof AssertionError e ? e : new AssertionError(inner);
  }

  private static PeerMessage await(CompletableFuture<PeerMessage> answer) {
    try {
      return answer.get(Limits.longest().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("the peer does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the peer starts", e);
    }
  }

  private void send(PeerMessage message) {
    synchronized (in) {
      try {
        in.write(message.line() + "\n");
        in.flush();
      } catch (IOException e) {
        failPending(); // it has ended
      }
    }
  }

  private void readAll() {
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Optional<PeerMessage> message = PeerMessage.parse(line);
        if (message.isPresent()) {
          CompletableFuture<PeerMessage> answer = pending.remove(message.get().call());
          if (answer != null) {
            answer.complete(message.get());
          }
        } else if (!line.isEmpty()) {
          System.err.println("peer " + process.pid() + ": " + line);
        }
      }
    } catch (IOException e) {
      System.err.println("peer " + process.pid() + ": " + e);
    } finally {
      failPending();
    }
  }

  private void failPending() {
    AssertionError ended = new AssertionError("peer " + process.pid() + " has ended");
    pending.values().forEach(answer -> answer.completeExceptionally(ended));
    pending.clear();
  }

  /** Kills the peer, as {@code kill -9} does, and waits for its end. */
  public void kill() {
    // Process.destroyForcibly would close the streams under the reader.
    boolean ignored = process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /** Has the peer end as a program does that calls {@link System#exit}, and waits for its end. */
  public void exit() {
    send(PeerMessage.of(0, PeerMessage.Kind.EXIT));
    awaitEnd();
    Assertions.assertEquals(0, process.exitValue());
  }

  private void awaitEnd() {
    try {
      boolean ended = process.waitFor(Limits.longest().toMillis(), TimeUnit.MILLISECONDS);
      Assertions.assertTrue(ended, "peer " + process.pid() + " does not end");
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the peer ends", e);
    }
  }

  /** Ends the peer if that has not happened. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    kill();
    try {
      in.close();
    } catch (IOException e) {
      // what was not sent is of no use any more
    }
    giveClassPathBack();
  }

  private void giveClassPathBack() {
    if (sharedClassPath) {
      SharedClassPath.release();
    }
  }
}
