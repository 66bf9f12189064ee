// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.RunListener;

/** Shows how a run gets on: a line that is rewritten on a terminal, else a line now and then. */
final class Progress implements RunListener {

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int WIDTH = 79;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final int total;
  private final Map<RuleId, Outcome> done = new EnumMap<>(RuleId.class);
  private long shownNanos = System.nanoTime();

  Progress(PrintStream out, boolean terminal, int total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /** Tells whether standard error is a terminal, whatever the other streams are. */
  static boolean isTerminal() {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
      return System.console().isTerminal();
    }
  }

  @Override
  public void started(RuleId rule) {
    if (terminal) {
      rewrite(line(rule));
    } else if (System.nanoTime() - shownNanos >= INTERVAL_NANOS) {
      shownNanos = System.nanoTime();
      out.println(line(rule));
    }
  }

  @Override
  public void finished(RuleResult result) {
    Outcome before = done.put(result.rule(), result.outcome());
    if (result.outcome() == Outcome.FAIL && before != Outcome.FAIL) {
      end();
      out.println("FAIL " + result.rule().id() + ": " + Catalogue.rule(result.rule()).when());
    }
  }

  /** Removes the line. */
  void end() {
    if (terminal) {
      out.print(ERASE);
      out.flush();
    }
  }

  private String line(RuleId rule) {
    long failed = done.values().stream().filter(outcome -> outcome == Outcome.FAIL).count();
    String failures = failed == 0 ? "" : failed + (failed == 1 ? " failure, " : " failures, ");
    return done.size() + "/" + total + " " + failures + rule.id();
  }

  private void rewrite(String line) {
    out.print(ERASE + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
    out.flush();
  }
}
