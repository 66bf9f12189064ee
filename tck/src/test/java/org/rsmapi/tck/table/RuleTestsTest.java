// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.tests.RuleTests;

/** The list of the classes with tests has all of them. */
class RuleTestsTest {

  @Test
  void everyMethodWithARuleIsListed() {
    Set<String> found =
        ReflectionSupport.findAllClassesInPackage(
                RuleTests.class.getPackageName(), type -> true, name -> true)
            .stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Rule.class))
            .map(Method::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        RuleTests.byRule().values().stream()
            .map(Method::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(found, listed);
  }
}
