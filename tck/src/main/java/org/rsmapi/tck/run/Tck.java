// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rsmapi.DriverStatus;
import org.rsmapi.Rsm;
import org.rsmapi.tck.Endpoint;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.fixture.FixtureException;
import org.rsmapi.tck.fixture.Surroundings;
import org.rsmapi.tck.support.Limits;

/**
 * Tests a driver in this process; the driver is found as applications find it. A driver that
 * crashes takes this process with it. A rule that is not done in two minutes, multiplied by the
 * system property {@code org.rsmapi.tck.timeoutFactor}, fails; a call that hangs keeps its thread,
 * and what it holds may make further rules fail. The command of the TCK, which has a process of its
 * own for the tests, is safe from both.
 */
public final class Tck {

  private Tck() {}

  /**
   * Tests the selected rules and waives nothing.
   *
   * @param selection which rules
   * @param listener is told how it gets on
   * @return the result of all rules
   * @throws IllegalStateException if there is nothing to test
   */
  public static TckResult run(Selection selection, RunListener listener) {
    return run(selection, Waivers.NONE, listener);
  }

  /**
   * Tests the selected rules.
   *
   * @param selection which rules
   * @param waivers rules that the driver may break
   * @param listener is told how it gets on, before waivers are applied
   * @return the result of all rules
   * @throws IllegalStateException if there is nothing to test
   */
  public static TckResult run(Selection selection, Waivers waivers, RunListener listener) {
    long start = System.nanoTime();
    Environment environment = environment(Instant.now());
    Map<RuleId, RuleResult> results = LimitedRun.run(selection.rules(), Limits.rule(), listener);
    long millis = (System.nanoTime() - start) / 1_000_000;
    return TckResult.of(environment, results, selection, waivers, false, millis);
  }

  /**
   * Finds out what there is to test.
   *
   * @param started when the run began
   * @return the environment
   * @throws IllegalStateException if there is nothing to test
   */
  public static Environment environment(Instant started) {
    DriverUnderTest driver = DriverUnderTest.current();
    Rsm rsm = Surroundings.current().library();
    try {
      check(driver.controller(), rsm.drivers());
      return new Environment(
          driver.name(),
          driver.version(),
          driver.endpoints().stream().map(Endpoint::name).toList(),
          driver.absent(),
          Versions.of(Tck.class),
          Versions.of(rsm.getClass()),
          System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"),
          started);
    } finally {
      rsm.close();
    }
  }

  private static void check(String controller, List<DriverStatus> drivers) {
    List<String> there = drivers.stream().flatMap(each -> each.controllers().stream()).toList();
    if (there.contains(controller)) {
      return;
    }
    String absent =
        drivers.stream()
            .filter(each -> !each.available())
            .map(each -> "; driver " + each.type() + " cannot be used: " + each.reason())
            .collect(Collectors.joining());
    throw new FixtureException(
        "no such controller: "
            + controller
            + (there.isEmpty() ? "" : "; there is " + String.join(", ", there))
            + absent
            + (drivers.isEmpty() ? "; no driver was found" : ""));
  }
}
