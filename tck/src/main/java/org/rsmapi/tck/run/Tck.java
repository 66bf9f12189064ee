// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.rsmapi.DriverStatus;
import org.rsmapi.Rsm;
import org.rsmapi.spi.RsmDriver;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.DriverFixture;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;

/**
 * Tests a driver in this process; the driver is found as applications find it. A driver that
 * crashes or hangs takes this process with it: the command of the TCK, which has a process of its
 * own for the tests, is safe from that.
 */
public final class Tck {

  private Tck() {}

  /**
   * Tests the selected rules and waives nothing.
   *
   * @param selection which rules
   * @param listener is told how it gets on
   * @return the result of all rules
   * @throws NoDriverException if there is nothing to test
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
   * @throws NoDriverException if there is nothing to test
   */
  public static TckResult run(Selection selection, Waivers waivers, RunListener listener) {
    long start = System.nanoTime();
    Environment environment = environment(Instant.now());
    Map<RuleId, RuleResult> results = RuleRun.run(selection.rules(), listener);
    long millis = (System.nanoTime() - start) / 1_000_000;
    return TckResult.of(environment, results, selection, waivers, false, millis);
  }

  /**
   * Finds out what there is to test.
   *
   * @param started when the run began
   * @return the environment
   * @throws NoDriverException if there is nothing to test
   */
  public static Environment environment(Instant started) {
    DriverFixture fixture = fixture();
    Map<Capability, String> absent =
        Arrays.stream(Capability.values())
            .filter(capability -> !fixture.capabilities().contains(capability))
            .collect(Collectors.toMap(capability -> capability, capability -> ""));
    Rsm rsm = Rsm.load();
    try {
      RsmDriver driver = driver(fixture.controller(), rsm.drivers());
      return new Environment(
          driver.type(),
          Versions.of(driver.getClass()),
          List.of(fixture.controller()),
          absent,
          Versions.of(Tck.class),
          Versions.of(rsm.getClass()),
          System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
          System.getProperty("os.name") + " " + System.getProperty("os.arch"),
          started);
    } finally {
      rsm.close();
    }
  }

  private static DriverFixture fixture() {
    try {
      return TestBed.fixture();
    } catch (ExceptionInInitializerError e) {
      throw new NoDriverException(String.valueOf(e.getCause()), e);
    }
  }

  private static RsmDriver driver(String controller, List<DriverStatus> drivers) {
    DriverStatus status =
        drivers.stream()
            .filter(each -> each.controllers().contains(controller))
            .findFirst()
            .orElseThrow(() -> noController(controller, drivers));
    return ServiceLoader.load(RsmDriver.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(each -> each.type().equals(status.type()))
        .findFirst()
        .orElseThrow(() -> new NoDriverException("no driver of type " + status.type(), null));
  }

  private static NoDriverException noController(String controller, List<DriverStatus> drivers) {
    if (drivers.isEmpty()) {
      return new NoDriverException("no driver was found for controller " + controller, null);
    }
    List<String> there = drivers.stream().flatMap(each -> each.controllers().stream()).toList();
    String absent =
        drivers.stream()
            .filter(each -> !each.available())
            .map(each -> "; driver " + each.type() + " cannot be used: " + each.reason())
            .collect(Collectors.joining());
    return new NoDriverException(
        "no such controller: "
            + controller
            + (there.isEmpty() ? "" : "; there is " + String.join(", ", there))
            + absent,
        null);
  }
}
