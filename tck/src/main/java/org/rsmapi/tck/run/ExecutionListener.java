// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;

/** Makes results of rules from what JUnit tells of methods and their invocations. */
final class ExecutionListener implements TestExecutionListener {

  /** What JUnit puts before the reason. */
  private static final String ASSUMPTION = "Assumption failed: ";

  private final RunListener listener;
  private final Map<RuleId, RuleResult> results;
  private final Map<String, Long> startNanos = new HashMap<>();
  private final List<CaseResult> cases = new ArrayList<>();
  private @Nullable TestPlan plan;

  ExecutionListener(RunListener listener, Map<RuleId, RuleResult> results) {
    this.listener = listener;
    this.results = results;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    startNanos.put(test.getUniqueId(), System.nanoTime());
    if (isMethod(test)) {
      cases.clear();
      rule(test).ifPresent(listener::started);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (isMethod(test)) {
      rule(test)
          .ifPresent(
              rule -> finish(new RuleResult(rule, Outcome.NOT_APPLICABLE, reason, List.of())));
    } else if (isInvocation(test)) {
      cases.add(new CaseResult(test.getDisplayName(), Outcome.NOT_APPLICABLE, reason, null, 0));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Long start = startNanos.remove(test.getUniqueId());
    long millis = start == null ? 0 : (System.nanoTime() - start) / 1_000_000;
    if (isInvocation(test)) {
      cases.add(caseOf(test.getDisplayName(), result, millis));
    } else if (isMethod(test)) {
      if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
        cases.add(caseOf("", result, millis));
      }
      rule(test).ifPresent(rule -> finish(RuleResult.of(rule, cases)));
    } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      failBelow(test, result);
    }
  }

  private TestPlan plan() {
    return Objects.requireNonNull(plan, "the run has not begun");
  }

  /** What goes wrong around the methods of a class is the fault of none, so it is that of all. */
  private void failBelow(TestIdentifier test, TestExecutionResult result) {
    for (TestIdentifier child : plan().getDescendants(test)) {
      if (isMethod(child)) {
        rule(child).ifPresent(rule -> finish(RuleResult.of(rule, List.of(caseOf("", result, 0)))));
      }
    }
  }

  private void finish(RuleResult result) {
    results.put(result.rule(), result);
    listener.finished(result);
  }

  private static CaseResult caseOf(String name, TestExecutionResult result, long millis) {
    Throwable thrown = result.getThrowable().orElse(null);
    return switch (result.getStatus()) {
      case SUCCESSFUL -> new CaseResult(name, Outcome.PASS, "", null, millis);
      case ABORTED ->
          new CaseResult(
              name, Outcome.NOT_APPLICABLE, thrown == null ? "" : reason(thrown), null, millis);
      case FAILED ->
          new CaseResult(
              name,
              Outcome.FAIL,
              "",
              Failures.of(thrown == null ? new AssertionError("failed") : thrown),
              millis);
    };
  }

  private static String reason(Throwable aborted) {
    String message = String.valueOf(aborted.getMessage());
    return message.startsWith(ASSUMPTION) ? message.substring(ASSUMPTION.length()) : message;
  }

  /** A method, with all its invocations if it has parameters. */
  private boolean isMethod(TestIdentifier test) {
    return method(test).isPresent() && !isInvocation(test);
  }

  /** One of the invocations of a method with parameters. */
  private boolean isInvocation(TestIdentifier test) {
    return test.isTest()
        && plan().getParent(test).filter(parent -> method(parent).isPresent()).isPresent();
  }

  private static Optional<MethodSource> method(TestIdentifier test) {
    return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
  }

  private static Optional<RuleId> rule(TestIdentifier test) {
    return method(test)
        .map(source -> source.getJavaMethod().getAnnotation(Rule.class))
        .map(Rule::value);
  }
}
