// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.util.ReflectionUtils;
import org.opentest4j.AssertionFailedError;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.report.Reports;
import org.rsmapi.tck.support.Limits;
import org.rsmapi.tck.tests.RuleTests;

/**
 * The conformance tests as a JUnit test in the build of a driver: extend it by an empty class.
 *
 * <pre>{@code
 * class MyDriverConformanceTest extends ConformanceTest {}
 * }</pre>
 *
 * <p>Each rule is a test, named by its id and its condition. The last test is the verdict. The
 * driver, its fixture and the library have to be on the class path of the tests. The system
 * properties {@code org.rsmapi.tck.rule}, {@code .function}, {@code .waivers} and {@code .report}
 * are what the options of the command are; several values are separated by commas. A rule may take
 * as long as {@link Tck} says.
 */
public abstract class ConformanceTest {

  /** For the class that extends it. */
  protected ConformanceTest() {}

  /**
   * Makes a test of each rule, grouped by area, and the test of the verdict.
   *
   * @return the tests; they run one after the other
   */
  @TestFactory
  public final Stream<DynamicNode> conformance() {
    RunSettings settings = RunSettings.ofProperties();
    Run run = new Run(settings, Tck.environment(Instant.now()));
    Map<String, List<RuleId>> areas =
        settings.selection().rules().stream()
            .collect(Collectors.groupingBy(RuleId::area, LinkedHashMap::new, Collectors.toList()));
    return Stream.concat(
        areas.entrySet().stream()
            .map(
                area ->
                    DynamicContainer.dynamicContainer(
                        area.getKey(), area.getValue().stream().map(run::test))),
        Stream.of(DynamicTest.dynamicTest("verdict", run::verdict)));
  }

  /** One run of all tests. */
  private static final class Run {

    private final RunSettings settings;
    private final Environment environment;
    private final long startNanos = System.nanoTime();
    private final Map<RuleId, RuleResult> results = new EnumMap<>(RuleId.class);

    Run(RunSettings settings, Environment environment) {
      this.settings = settings;
      this.environment = environment;
    }

    DynamicTest test(RuleId rule) {
      String name = rule.id() + " " + Catalogue.rule(rule).when();
      Method test = RuleTests.byRule().get(rule);
      return test == null
          ? DynamicTest.dynamicTest(name, () -> judge(rule))
          : DynamicTest.dynamicTest(name, source(test), () -> judge(rule));
    }

    /** Where an IDE goes from the test. */
    private static URI source(Method test) {
      String name = ReflectionUtils.getFullyQualifiedMethodName(test.getDeclaringClass(), test);
      return URI.create("method:" + name.replace(" ", ""));
    }

    private void judge(RuleId rule) {
      RuleResult tested = LimitedRun.test(rule, Limits.rule());
      results.put(rule, tested);
      RuleResult result = settings.waivers().apply(tested);
      switch (result.outcome()) {
        case PASS -> {}
        case FAIL -> throw failure(result);
        case WAIVED -> Assumptions.abort("waived: " + result.reason());
        case NOT_APPLICABLE -> Assumptions.abort("not applicable: " + result.reason());
        case NOT_RUN -> throw new AssertionFailedError(rule.id() + ": " + result.reason());
      }
    }

    void verdict() throws IOException {
      long millis = (System.nanoTime() - startNanos) / 1_000_000;
      TckResult result =
          TckResult.of(
              environment, results, settings.selection(), settings.waivers(), false, millis);
      if (settings.report().isPresent()) {
        Path ignored = Reports.write(result, settings.report().get());
      }
      String text =
          result.verdict()
              + ": "
              + Arrays.stream(Outcome.values())
                  .map(outcome -> result.count(outcome) + " " + outcome)
                  .collect(Collectors.joining(", "));
      switch (result.verdict()) {
        case CONFORMANT -> {}
        case NOT_CONFORMANT -> throw new AssertionFailedError(text);
        case CONFORMANT_BUT_WAIVED, SELECTION_PASSED -> Assumptions.abort(text);
      }
    }

    private static AssertionFailedError failure(RuleResult result) {
      Failure first =
          result.cases().stream()
              .map(CaseResult::failure)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
      return new AssertionFailedError(FailureText.of(result), first.expected(), first.actual());
    }
  }
}
