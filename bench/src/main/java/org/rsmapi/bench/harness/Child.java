// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.harness;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rsmapi.bench.protocol.Answer;

/** A process that was started here and ends with this one. */
public final class Child implements AutoCloseable {

  private static final long GRACE_SECONDS = 5;
  private static final int MOST_COMPLAINTS = 40;

  private static final Set<Child> LIVING = ConcurrentHashMap.newKeySet();

  /** This process ends; whoever is started now would be left behind. */
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll, "children"));
  }

  private final String name;
  private final Process process;
  private final Writer in;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
  private final Thread outReader;
  private final Thread errorReader;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    outReader = reader("out", process.getInputStream(), line -> lines.add(Optional.of(line)));
    errorReader =
        reader(
            "errors",
            process.getErrorStream(),
            line -> {
              if (complaints.size() < MOST_COMPLAINTS) {
                complaints.add(line);
              }
            });
  }

  /** Starts a process. */
  public static Child start(String name, List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Child child = new Child(name, builder.start());
      LIVING.add(child);
      if (ending) {
        child.kill();
      }
      child.outReader.start();
      child.errorReader.start();
      return child;
    } catch (IOException e) {
      throw new Failure(name + ": cannot be started, " + e.getMessage());
    }
  }

  /** Ends all that are there or come, and waits until they are gone, since this process ends. */
  public static void endAll() {
    ending = true;
    LIVING.forEach(Child::kill);
    try {
      for (Child child : LIVING) {
        child.process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread reader(String what, InputStream from, Consumer<String> to) {
    Thread thread = new Thread(() -> read(from, to, what), name + "-" + what);
    thread.setDaemon(true);
    return thread;
  }

  private void read(InputStream from, Consumer<String> to, String what) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        to.accept(line);
      }
    } catch (IOException e) {
      // It was killed.
      complaints.offer(e.getMessage());
    }
    if (what.equals("out")) {
      lines.add(Optional.empty());
    }
  }

  /** The next line, or null at the end of its output. */
  public @Nullable String line(long seconds) {
    try {
      Optional<String> line = lines.poll(seconds, TimeUnit.SECONDS);
      if (line == null) {
        throw new Failure(name + ": no answer within " + seconds + " s");
      }
      if (line.isEmpty()) {
        lines.add(line);
      }
      return line.orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(name + ": interrupted");
    }
  }

  /** The first line that begins so; the failure names what the process complained about. */
  public String line(String beginning, long seconds) {
    for (String line = line(seconds); line != null; line = line(seconds)) {
      if (line.startsWith(beginning)) {
        return line;
      }
      complaints.offer(line);
    }
    throw new Failure(name + ": ended without an answer; " + complaint());
  }

  /** What a line says, which is to be an answer. */
  static Answer answer(String line) {
    try {
      return Answer.parse(line);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }

  /** What it wrote to its error output first. */
  public String complaint() {
    try {
      // All of it is wanted, and a process that was left behind may hold the stream.
      errorReader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return complaints.stream()
        .map(String::strip)
        .filter(line -> line.matches(".*\\w.*") && !line.startsWith("WARNING"))
        .findFirst()
        .orElse("it said nothing");
  }

  /** Sends a line. */
  public void send(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new Failure(name + ": " + e.getMessage() + "; " + complaint());
    }
  }

  /** Tells it that there is no more to read. */
  public void endInput() {
    try {
      in.close();
    } catch (IOException e) {
      throw new Failure(name + ": " + e.getMessage());
    }
  }

  /** Its exit code, when it has ended. */
  public int await(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new Failure(name + ": still running after " + seconds + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(name + ": interrupted");
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  private void kill() {
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  /** Ends its input, gives it a moment to end by itself, and kills it. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
      complaints.offer(e.getMessage());
    }
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        kill();
        process.waitFor();
      }
      // A process that was left behind may hold the streams.
      outReader.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
      errorReader.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    } finally {
      LIVING.remove(this);
    }
    try {
      process.getInputStream().close();
      process.getErrorStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
