// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.tests.RuleTests;

/**
 * Tests rules in this process, one after the other. A test may take as long as it likes: who calls
 * this watches it.
 */
public final class RuleRun {

  private RuleRun() {}

  /**
   * Tests rules. Returns when all are done; an interrupt of the calling thread is for the test that
   * runs.
   *
   * @param rules which
   * @param listener is told how it gets on
   * @return a result for each of the rules, in the order of the catalogue
   */
  public static Map<RuleId, RuleResult> run(Collection<RuleId> rules, RunListener listener) {
    Map<RuleId, RuleResult> results = new EnumMap<>(RuleId.class);
    List<MethodSelector> selectors = new ArrayList<>();
    rules.stream()
        .sorted()
        .distinct()
        .forEach(
            rule -> {
              Method test = RuleTests.byRule().get(rule);
              if (test == null) {
                RuleResult untestable = untestable(rule);
                results.put(rule, untestable);
                listener.finished(untestable);
              } else {
                selectors.add(DiscoverySelectors.selectMethod(test.getDeclaringClass(), test));
              }
            });
    if (!selectors.isEmpty()) {
      // Given by hand, since not every class loader finds services.
      LauncherConfig config =
          LauncherConfig.builder()
              .enableTestEngineAutoRegistration(false)
              .enableTestExecutionListenerAutoRegistration(false)
              .enableLauncherDiscoveryListenerAutoRegistration(false)
              .enableLauncherSessionListenerAutoRegistration(false)
              .enablePostDiscoveryFilterAutoRegistration(false)
              .addTestEngines(new JupiterTestEngine())
              .build();
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectors)
              .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
              .build();
      ExecutionListener execution = new ExecutionListener(listener, results);
      LauncherFactory.create(config).execute(request, execution);
    }
    rules.forEach(rule -> results.computeIfAbsent(rule, RuleRun::notRun));
    return results;
  }

  private static RuleResult untestable(RuleId rule) {
    return Catalogue.rule(rule)
        .untestable()
        .map(reason -> new RuleResult(rule, Outcome.NOT_APPLICABLE, reason, List.of()))
        .orElseGet(
            () ->
                new RuleResult(rule, Outcome.NOT_RUN, "it has neither test nor reason", List.of()));
  }

  private static RuleResult notRun(RuleId rule) {
    return new RuleResult(rule, Outcome.NOT_RUN, "the test was not found", List.of());
  }
}
