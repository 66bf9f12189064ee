// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.RunListener;
import org.rsmapi.tck.tests.RuleTests;

/**
 * Tests rules in processes of their own: one for all rules, and after a crash or a hang a new one
 * for the rest.
 */
final class WatchedRun {

  /** For the start, and between rules. */
  private static final long LEAST_MILLIS = TimeUnit.SECONDS.toMillis(60);

  private static final long DUMP_MILLIS = TimeUnit.SECONDS.toMillis(5);

  /** How long after a signal ended the tests this process learns of it as well. */
  private static final long SIGNAL_MILLIS = TimeUnit.SECONDS.toMillis(2);

  /** Exit codes of a JVM that SIGHUP, SIGINT and SIGTERM end. */
  private static final Set<Integer> SIGNALLED = Set.of(129, 130, 143);

  private final List<String> command;
  private final long timeoutMillis;
  private final RunListener listener;
  private final Map<RuleId, RuleResult> results =
      Collections.synchronizedMap(new EnumMap<>(RuleId.class));
  private final Set<RuleId> remaining;
  private @Nullable Environment environment;
  private @Nullable String refusal;
  private volatile boolean interrupted;
  private volatile @Nullable Watched current;

  /**
   * Prepares a run.
   *
   * @param command what starts a process
   * @param rules which to test, at least one
   * @param timeoutMillis for one rule
   * @param listener is told how it gets on
   */
  WatchedRun(
      List<String> command, Collection<RuleId> rules, long timeoutMillis, RunListener listener) {
    this.command = command;
    this.timeoutMillis = timeoutMillis;
    this.listener = listener;
    remaining = EnumSet.copyOf(rules);
  }

  /** Tests until all rules are done, or {@link #interrupt}. */
  void run() throws IOException {
    boolean progress = true;
    while (progress && !remaining.isEmpty() && !interrupted) {
      try (Watched process = Watched.start(command, remaining)) {
        current = process;
        progress = new Watch(process).untilItsEnd();
      }
    }
  }

  /** Ends the run as soon as possible; from another thread. */
  void interrupt() {
    interrupted = true;
    Watched process = current;
    if (process != null) {
      process.wake();
    }
  }

  boolean isInterrupted() {
    return interrupted;
  }

  /** What was tested; empty if it never came to that. */
  Optional<Environment> environment() {
    return Optional.ofNullable(environment);
  }

  /** Why there is nothing to test; empty if there is. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** The rules that are done. */
  Map<RuleId, RuleResult> results() {
    return results;
  }

  private static String where(RuleId rule) {
    Method test = RuleTests.byRule().get(rule);
    return test == null ? "" : test.getDeclaringClass().getSimpleName() + "." + test.getName();
  }

  private void finish(RuleResult result) {
    results.put(result.rule(), result);
    boolean ignored = remaining.remove(result.rule());
    listener.finished(result);
  }

  /** Watches one process. */
  private final class Watch {

    private final Watched process;
    private @Nullable RuleId running;
    private @Nullable RuleId last;
    private boolean done;
    private long startNanos = System.nanoTime();

    Watch(Watched process) {
      this.process = process;
    }

    /** Returns whether a further process is worth a try. */
    boolean untilItsEnd() {
      while (!interrupted && refusal == null) {
        Watched.Message message = process.next(limitMillis());
        switch (message) {
          case Watched.Message.Told told -> receive(told.event());
          case Watched.Message.Silent silent -> {
            return ended(silent.reason());
          }
          case Watched.Message.Late _ -> {
            return hangs();
          }
          case Watched.Message.Woken _ -> {}
        }
      }
      return false;
    }

    private long limitMillis() {
      long limit = running == null ? Math.max(timeoutMillis, LEAST_MILLIS) : timeoutMillis;
      return limit - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private void receive(Event event) {
      startNanos = System.nanoTime();
      switch (event) {
        case Event.Ready ready -> environment = ready.environment();
        case Event.Refused refused -> refusal = refused.reason();
        case Event.Started started -> {
          running = started.rule();
          listener.started(started.rule());
        }
        case Event.Finished finished -> {
          running = null;
          last = finished.result().rule();
          finish(finished.result());
        }
        case Event.Threads _ -> {}
        case Event.Done _ -> done = true;
      }
    }

    private boolean ended(String notUnderstood) {
      if (!notUnderstood.isEmpty()) {
        return blame("what the process tells cannot be understood: " + notUnderstood, "");
      }
      Integer exit = process.exitCode();
      if (exit == null) {
        return blame("the process does not end", threads());
      }
      if (SIGNALLED.contains(exit) && awaitInterrupt()) {
        return false;
      }
      return (done && exit == 0)
          || blame("the process of the tests ended with exit code " + exit, "");
    }

    /** What ends the tests may be about to end this process. */
    private boolean awaitInterrupt() {
      return process.next(SIGNAL_MILLIS) instanceof Watched.Message.Woken && interrupted;
    }

    private boolean hangs() {
      return blame(
          "not done after " + TimeUnit.MILLISECONDS.toSeconds(timeoutMillis) + " s", threads());
    }

    private String threads() {
      process.requestThreads();
      return process.next(DUMP_MILLIS) instanceof Watched.Message.Told told
              && told.event() instanceof Event.Threads threads
          ? "threads:\n" + threads.dump()
          : "The process does not tell what its threads do.\n";
    }

    /** Fails the rule that was being tested, or else the one before. */
    private boolean blame(String reason, String details) {
      process.close();
      RuleId rule = running == null ? last : running;
      String output = process.lastOutput();
      String trace = details + (output.isEmpty() ? "" : "last output:\n" + output + "\n");
      if (rule == null) {
        String text = "the tests do not start: " + reason + "\n" + trace;
        remaining.forEach(
            each -> results.put(each, new RuleResult(each, Outcome.NOT_RUN, text, List.of())));
        return false;
      }
      String actual = running == null ? reason + " after this rule" : reason;
      Failure failure = new Failure("", "the test ends", actual, actual, where(rule), trace);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      RuleResult before = results.get(rule);
      List<CaseResult> cases = new ArrayList<>(before == null ? List.of() : before.cases());
      cases.add(new CaseResult("", Outcome.FAIL, "", failure, millis));
      finish(RuleResult.of(rule, cases));
      return true;
    }
  }
}
