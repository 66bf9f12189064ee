// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.RuleRun;
import org.rsmapi.tck.run.RunListener;
import org.rsmapi.tck.run.Tck;

/**
 * The main program of the process with the tests. It ends when its input ends: who watches is gone
 * then.
 *
 * <p>Its input is a key to show, the rules, and then requests. It answers over a connection of its
 * own, because what the driver prints goes to the output.
 */
final class TestProcess {

  /** The request for {@link Event.Threads}. */
  static final String THREADS = "threads";

  private final Writer out;

  private TestProcess(Writer out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    ProcessGroup.leave();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String key = in.readLine();
    String names = in.readLine();
    if (key == null || names == null) {
      Runtime.getRuntime().halt(1);
      return;
    }
    // Never closed: that it ends before its time is how the end of this process shows.
    @SuppressWarnings("resource")
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    out.write(key + "\n");
    TestProcess process = new TestProcess(out);
    Thread.ofPlatform().daemon().name("tck-requests").start(() -> process.answer(in));
    process.run(Arrays.stream(names.split(",", -1)).map(RuleId::valueOf).toList());
    System.exit(0);
  }

  private void run(List<RuleId> rules) {
    try {
      send(new Event.Ready(Tck.environment(Instant.now())));
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      send(new Event.Refused(message(e)));
      return;
    }
    var _ =
        RuleRun.run(
            rules,
            new RunListener() {
              @Override
              public void started(RuleId rule) {
                send(new Event.Started(rule));
              }

              @Override
              public void finished(RuleResult result) {
                send(new Event.Finished(result));
              }
            });
    send(new Event.Done());
  }

  private static String message(Throwable e) {
    boolean forPeople = e instanceof IllegalStateException || e instanceof IllegalArgumentException;
    String message = e.getMessage();
    return forPeople && message != null ? message : e.toString();
  }

  private void answer(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(THREADS)) {
          send(new Event.Threads(ThreadDump.ofThisProcess()));
        }
      }
    } catch (IOException e) {
      // as if it had ended
    }
    Runtime.getRuntime().halt(1);
  }

  private void send(Event event) {
    synchronized (out) {
      try {
        out.write(EventLines.encode(event) + "\n");
        out.flush();
      } catch (IOException e) {
        Runtime.getRuntime().halt(1); // nobody listens
      }
    }
  }
}
