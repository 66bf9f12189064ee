// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.osgi.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The start script as a user runs it, with a folder for temporary files of its own. */
final class RsmProcess implements AutoCloseable {

  /** Short lives: what a good compiler would win is less than it costs. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  static final int SIGNAL_EXIT = 128;

  private static final long LIMIT_SECONDS = 60;

  /** What the process printed so far on one stream. */
  private static final class Text {

    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    private synchronized void add(String line) {
      text.append(line).append('\n');
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    private synchronized void await(String part) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (text.indexOf(part) < 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (ended || left <= 0) {
          throw new AssertionError("no '" + part + "' in:\n" + text);
        }
        wait(left);
      }
    }

    private synchronized void awaitEnd() throws InterruptedException {
      while (!ended) {
        wait();
      }
    }

    @Override
    public synchronized String toString() {
      return text.toString();
    }
  }

  private final Process process;
  private final Writer input;
  private final Text out = new Text();
  private final Text err = new Text();

  private RsmProcess(Process process) {
    this.process = process;
    this.input = process.outputWriter();
    read(process.inputReader(), out);
    read(process.errorReader(), err);
  }

  private static void read(BufferedReader reader, Text text) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (reader) {
                reader.lines().forEach(text::add);
              } catch (UncheckedIOException | IOException e) {
                text.add(e.toString());
              } finally {
                text.end();
              }
            });
  }

  static RsmProcess start(Path temporary, String... arguments) throws IOException {
    return start(temporary, List.of(), arguments);
  }

  /** Starts rsm through another program, which is told to start it. */
  static RsmProcess start(Path temporary, List<String> through, String... arguments)
      throws IOException {
    // A runner in the background may have its children ignore interrupts, which Java respects.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(through);
    command.add(Distribution.HOME.resolve("bin/rsm").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // Nor do segments and nodes of others on this machine meet those of the tests.
    String namespace = "it-" + ProcessHandle.current().pid();
    builder
        .environment()
        .put(
            "RSM_JAVA_OPTS",
            String.join(" ", QUICK)
                + " -Djava.io.tmpdir="
                + temporary
                + " -Dorg.rsmapi.fabric.namespace="
                + namespace);
    return new RsmProcess(builder.start());
  }

  /** Runs rsm with an input until it ends. */
  static RsmProcess run(Path temporary, String input, String... arguments) throws Exception {
    RsmProcess process = start(temporary, arguments);
    process.type(input);
    process.endInput();
    process.await();
    return process;
  }

  Process process() {
    return process;
  }

  void type(String text) throws IOException {
    try {
      input.write(text);
      input.flush();
    } catch (IOException e) {
      // It has ended without reading; the test looks at why.
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  void endInput() {
    try {
      input.close();
    } catch (IOException e) {
      // It has ended without reading.
    }
  }

  void awaitOut(String part) throws InterruptedException {
    out.await(part);
  }

  void awaitErr(String part) throws InterruptedException {
    err.await(part);
  }

  int await() throws InterruptedException {
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), this::toString);
    out.awaitEnd();
    err.awaitEnd();
    return process.exitValue();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  void assertExit(int code) throws InterruptedException {
    assertEquals(code, await(), this::toString);
  }

  void assertOut(String part) {
    assertTrue(out.toString().contains(part), this::toString);
  }

  /** Each part after the one before it. */
  void assertOutInOrder(String... parts) {
    String text = out.toString();
    int from = 0;
    for (String part : parts) {
      int found = text.indexOf(part, from);
      assertTrue(found >= 0, () -> "no '" + part + "' where it should be in\n" + this);
      from = found + part.length();
    }
  }

  /** Exactly one line on standard error, which has this part. */
  void assertError(String part) {
    assertEquals(1, err.toString().lines().count(), this::toString);
    assertTrue(err.toString().contains(part), this::toString);
  }

  void assertQuiet() {
    assertEquals("", err.toString(), this::toString);
  }

  String out() {
    return out.toString();
  }

  /** Waits until nothing is left in a folder. */
  static void awaitEmpty(Path folder) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (folder.toFile().list().length > 0 && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertEmpty(folder);
  }

  static void assertEmpty(Path folder) throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Override
  public void close() {
    endInput();
    process.destroy();
    try {
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return "out:\n" + out + "err:\n" + err;
  }
}
