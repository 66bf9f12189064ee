// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.rsmapi.RsmError;

/** The importer: a second JVM that is told what to do, line by line. */
final class ImporterProcess implements AutoCloseable {

  private static final String JVM_OPTIONS = "RSM_JAVA_OPTS";
  private static final long LIMIT_SECONDS = 20;

  private final Process process;
  private final BufferedWriter orders;
  private final BlockingQueue<Optional<Reply>> replies = new LinkedBlockingQueue<>();

  private ImporterProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter();
  }

  /**
   * Starts the second JVM.
   *
   * @param home the folder of the distribution
   * @param settings system properties that it gets besides those that it has anyway
   */
  static ImporterProcess start(Path home, Map<String, String> settings) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(home.resolve("bin").resolve("rsm").toString(), "demo-importer")
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      StringJoiner options = new StringJoiner(" ");
      options.add(builder.environment().getOrDefault(JVM_OPTIONS, ""));
      settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
      builder.environment().put(JVM_OPTIONS, options.toString());
      ImporterProcess importer = new ImporterProcess(builder.start());
      Thread.ofVirtual().name("rsm-demo-replies").start(importer::readReplies);
      return importer;
    } catch (IOException e) {
      throw new DemoFailure("cannot start the importer: " + e, e);
    }
  }

  private void readReplies() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        Optional<Reply> reply = Reply.parse(line);
        if (reply.isPresent()) {
          replies.add(reply);
        } else {
          System.err.println("importer: " + line);
        }
      }
    } catch (IOException e) {
      // As the end of the stream.
    }
    replies.add(Optional.empty());
  }

  long pid() {
    return process.pid();
  }

  /** Waits for the first word of the importer. */
  String awaitReady() throws InterruptedException {
    return done("start", await("start"));
  }

  /** Tells the importer to do something, which must succeed. */
  String ask(String order) throws InterruptedException {
    return done(order, send(order));
  }

  /** Tells the importer to do something that must be answered with an error. */
  Reply.Refused askInVain(String order, RsmError expected) throws InterruptedException {
    return switch (send(order)) {
      case Reply.Refused refused when refused.error() == expected -> refused;
      case Reply.Refused refused ->
          throw new DemoFailure(
              "importer, " + order + ": " + refused.error().headerName() + ", not " + expected);
      case Reply.Done done ->
          throw new DemoFailure("importer, " + order + ": succeeded, not " + expected);
      case Reply.Failed failed ->
          throw new DemoFailure("importer, " + order + ": " + failed.text());
    };
  }

  private static String done(String order, Reply reply) {
    return switch (reply) {
      case Reply.Done done -> done.text();
      case Reply.Refused refused ->
          throw new DemoFailure(
              "importer, "
                  + order
                  + ": "
                  + refused.error().headerName()
                  + " ("
                  + refused.error().number()
                  + "): "
                  + refused.error().meaning());
      case Reply.Failed failed ->
          throw new DemoFailure("importer, " + order + ": " + failed.text());
    };
  }

  private Reply send(String order) throws InterruptedException {
    try {
      orders.write(order);
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      throw gone(order);
    }
    return await(order);
  }

  private Reply await(String order) throws InterruptedException {
    Optional<Reply> reply = replies.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (reply == null) {
      throw new DemoFailure(
          "importer, " + order + ": no answer within " + LIMIT_SECONDS + " s (pid " + pid() + ")");
    }
    return reply.orElseThrow(() -> gone(order));
  }

  private DemoFailure gone(String order) {
    try {
      if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        return new DemoFailure(
            "importer, " + order + ": its process ended with exit code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new DemoFailure("importer, " + order + ": its process does not listen any more");
  }

  /** Waits until the importer has ended by itself. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new DemoFailure("the importer does not end");
    }
    return process.exitValue();
  }

  /** Ends the importer if it still runs: it ends with its input. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It has gone.
    }
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
