// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.catalogue.Catalogue;
import org.rsmapi.tck.fixture.DriverUnderTest;

/**
 * Gives each test method that asks for one a {@link TestBed}, ends it afterwards, and leaves out
 * the rules that the driver says are not applicable.
 */
public final class TestBedExtension
    implements ParameterResolver, AfterEachCallback, ExecutionCondition {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TestBedExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestBed.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(TestBed.class, key -> new TestBed(), TestBed.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestBed bed = context.getStore(NAMESPACE).remove(TestBed.class, TestBed.class);
    if (bed != null) {
      bed.close();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Rule> rule = AnnotationSupport.findAnnotation(context.getElement(), Rule.class);
    if (rule.isEmpty()) {
      return ConditionEvaluationResult.enabled("no rule");
    }
    Stream<Capability> needs =
        Stream.concat(
            Catalogue.rule(rule.get().value()).capability().stream(),
            Arrays.stream(rule.get().needs()));
    Map<Capability, String> absent = DriverUnderTest.current().absent();
    return needs
        .filter(absent::containsKey)
        .findFirst()
        .map(need -> ConditionEvaluationResult.disabled("no " + need + ": " + absent.get(need)))
        .orElseGet(() -> ConditionEvaluationResult.enabled("applicable"));
  }
}
