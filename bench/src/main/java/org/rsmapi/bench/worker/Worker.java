// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.rsmapi.RsmException;
import org.rsmapi.bench.protocol.Turn;

/**
 * A process that does its turns as it is told on standard input, and ends when that ends.
 *
 * <p>It says {@code offer …}, is told {@code accept …}, says {@code ready}; then for each {@code
 * run …} or {@code answer …} one line, until {@code end}. If something is not there it says {@code
 * missing} and the reason.
 */
public final class Worker {

  private static final int ORPHANED = 3;

  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private final PrintStream out;

  private Worker(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs until told to end.
   *
   * @param arguments the subject, and the folder for what has to be a file
   */
  public static void run(String[] arguments) {
    PrintStream out = System.out;
    // What libraries print is not part of the conversation.
    System.setOut(System.err);
    new Worker(out).converse(arguments[0], Path.of(arguments[1]));
  }

  private void converse(String name, Path folder) {
    Thread reader = new Thread(this::read, "orders");
    reader.setDaemon(true);
    reader.start();
    try (Subject subject = Subjects.open(name, folder)) {
      say("offer " + subject.offer());
      subject.accept(take("accept"));
      say("ready");
      serve(subject);
    } catch (Exception | LinkageError e) {
      say("missing " + reason(e));
    }
  }

  private void serve(Subject subject) throws InterruptedException {
    Affinity affinity = new Affinity();
    for (String order = orders.take(); !order.equals("end"); order = orders.take()) {
      try {
        boolean measuring = order.startsWith("run ");
        Turn turn = Turn.parse(order.substring(order.indexOf(' ') + 1));
        affinity.place(turn.cpu());
        if (measuring) {
          say(subject.measure(turn).line());
        } else {
          subject.respond(turn);
          say("done");
        }
      } catch (Exception | LinkageError e) {
        say("failed " + reason(e));
      }
    }
  }

  private String take(String word) throws InterruptedException {
    String order = orders.take();
    if (!order.startsWith(word + " ")) {
      throw new IllegalStateException("'" + order + "' instead of " + word);
    }
    return order.substring(word.length() + 1);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.add(line);
        if (line.equals("end")) {
          return;
        }
      }
    } catch (IOException e) {
      System.err.println(e);
    }
    // Whoever started this is gone, and the turn may be one that spins for ever.
    Runtime.getRuntime().halt(ORPHANED);
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    String text = failure instanceof RsmException && message != null ? message : failure.toString();
    return text.lines().findFirst().orElse("no reason given");
  }
}
