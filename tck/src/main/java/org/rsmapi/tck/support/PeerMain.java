// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;
import org.rsmapi.RsmException;

/** The main program of a {@link Peer}. It ends when its input ends: its parent is gone then. */
final class PeerMain {

  private final PrintStream out;
  private final PeerContext context;

  private PeerMain(PrintStream out, PeerContext context) {
    this.out = out;
    this.context = context;
  }

  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    // Never closed: what the peer holds is to end with the process.
    PeerMain peer = new PeerMain(out, new PeerContext(new TestBed()));
    peer.answer(PeerMessage.of(0, PeerMessage.Kind.READY));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Optional<PeerMessage> message = PeerMessage.parse(line);
      if (message.isPresent()) {
        peer.receive(message.get());
      }
    }
    Runtime.getRuntime().halt(1);
  }

  private void receive(PeerMessage message) {
    if (message.kind() == PeerMessage.Kind.EXIT) {
      System.exit(0);
    }
    Thread.ofPlatform().daemon().name("task").start(() -> answer(run(message)));
  }

  private PeerMessage run(PeerMessage message) {
    int call = message.call();
    try {
      return PeerMessage.of(call, PeerMessage.Kind.RESULT, runTask(message.fields()));
    } catch (RsmException e) {
      return PeerMessage.of(
          call,
          PeerMessage.Kind.ERROR,
          Integer.toString(e.error().number()),
          e.operation(),
          e.detail(),
          Integer.toString(e.driverStatus()));
    } catch (TestAbortedException e) {
      return PeerMessage.of(call, PeerMessage.Kind.ABORTED, String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return PeerMessage.of(call, PeerMessage.Kind.FAILURE, trace.toString());
    }
  }

  private String runTask(List<String> fields) throws Exception {
    Class<? extends PeerTask> task = Class.forName(fields.getFirst()).asSubclass(PeerTask.class);
    return PeerTask.run(task, context, fields.subList(1, fields.size()).toArray(String[]::new));
  }

  private void answer(PeerMessage message) {
    synchronized (out) {
      // A line of its own even if somebody has written the beginning of one.
      out.print("\n" + message.line() + "\n");
      out.flush();
    }
  }
}
