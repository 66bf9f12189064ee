// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.tests.RuleTests;

/**
 * Tests rules in this process, each in a thread of its own. A test that does not end in time fails
 * its rule and is left behind: nothing can end a thread in a call that ignores interrupts.
 */
final class LimitedRun {

  /** This part of the limit is what a test has to give back what it holds, once it is told. */
  private static final int GRACE_PART = 10;

  private static final RunListener NOBODY = new RunListener() {};

  private LimitedRun() {}

  /**
   * Tests rules, one after the other.
   *
   * @param limit for each of them
   * @param listener is told in this thread
   * @return a result for each of the rules, in the order of the catalogue
   */
  static Map<RuleId, RuleResult> run(
      Collection<RuleId> rules, Duration limit, RunListener listener) {
    Map<RuleId, RuleResult> results = new EnumMap<>(RuleId.class);
    rules.stream()
        .sorted()
        .distinct()
        .forEach(
            rule -> {
              if (RuleTests.byRule().containsKey(rule)) {
                listener.started(rule);
              }
              RuleResult result = test(rule, limit);
              results.put(rule, result);
              listener.finished(result);
            });
    return results;
  }

  /** Tests one rule; an interrupt of the calling thread is for the test that runs. */
  static RuleResult test(RuleId rule, Duration limit) {
    FutureTask<RuleResult> test =
        new FutureTask<>(
            () -> Objects.requireNonNull(RuleRun.run(List.of(rule), NOBODY).get(rule), rule.id()));
    Thread thread = Thread.ofPlatform().daemon().name("tck-" + rule.id()).start(test);
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        return test.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return late(rule, thread, limit);
      } catch (InterruptedException e) {
        thread.interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException(rule.id() + " cannot be tested: " + e.getCause(), e);
      }
    }
  }

  private static RuleResult late(RuleId rule, Thread thread, Duration limit) {
    Failure failure =
        Failures.ofLate(
            "not done after " + limit.toSeconds() + " s", thread.getName(), thread.getStackTrace());
    thread.interrupt();
    try {
      boolean ignored = thread.join(limit.dividedBy(GRACE_PART));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    CaseResult late = new CaseResult("", Outcome.FAIL, "", failure, limit.toMillis());
    return RuleResult.of(rule, List.of(late));
  }
}
