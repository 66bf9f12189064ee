// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;
import org.rsmapi.tck.broken.BrokenPlace;

/** What a vendor's build shows of a driver that is not right, or not tested in full. */
class ConformanceTestTest {

  private static final String PREFIX = "org.rsmapi.tck.";

  /** A test that a vendor may write; nested, so that this build does not find it. */
  static final class Sample extends ConformanceTest {}

  /** By the first word of the display name. */
  private static final class Results implements TestExecutionListener {

    private final Map<String, TestExecutionResult> results = new LinkedHashMap<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() != Status.SUCCESSFUL) {
        results.put(test.getDisplayName().split(" ", 2)[0], result);
      }
    }

    Status status(String name) {
      return results.get(name).getStatus();
    }

    Throwable thrown(String name) {
      return results.get(name).getThrowable().orElseThrow();
    }
  }

  private static Results run(Map<String, String> properties) {
    Results results = new Results();
    properties.forEach((name, value) -> System.setProperty(PREFIX + name, value));
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(Sample.class))
                  .build(),
              results);
    } finally {
      properties.keySet().forEach(name -> System.clearProperty(PREFIX + name));
    }
    return results;
  }

  @Test
  void ruleThatFailsTellsWhatAPersonHasToKnow(@TempDir Path directory) {
    Path report = directory.resolve("report");
    Results run;
    try (BrokenPlace place = new BrokenPlace("CREATE_OK_01/create=REFUSE")) {
      run = run(Map.of("rule", "CREATE-OK-01, CREATE-OK-02", "report", report.toString()));
    }
    assertEquals(Status.SUCCESSFUL, run.status("CREATE-OK-02"));
    assertEquals(Status.FAILED, run.status("CREATE-OK-01"));
    AssertionFailedError failed = (AssertionFailedError) run.thrown("CREATE-OK-01");
    assertEquals("success", failed.getExpected().getStringRepresentation());
    String actual = failed.getActual().getStringRepresentation();
    assertTrue(actual.contains("INSUFFICIENT_MEM"), actual);
    for (String told :
        new String[] {
          "CREATE-OK-01: ", "rule: ", "called: ", "test: CreateTest.", "likely causes"
        }) {
      assertTrue(failed.getMessage().contains(told), failed.getMessage());
    }
    assertEquals(Status.FAILED, run.status("verdict"));
    assertTrue(
        run.thrown("verdict").getMessage().startsWith("NOT_CONFORMANT: 1 PASS, 1 FAIL"),
        run.thrown("verdict").getMessage());
    assertTrue(Files.exists(report.resolve("index.html")));
  }

  @Test
  void ruleThatIsWaivedIsSkippedWithTheReason(@TempDir Path directory) throws IOException {
    Path waivers = directory.resolve("waivers");
    Files.writeString(waivers, "CREATE-OK-01 = mended in the next\n");
    Results run;
    try (BrokenPlace place = new BrokenPlace("CREATE_OK_01/create=REFUSE")) {
      run = run(Map.of("rule", "CREATE-OK-01,CREATE-OK-02", "waivers", waivers.toString()));
    }
    assertEquals(Status.SUCCESSFUL, run.status("CREATE-OK-02"));
    assertEquals(Status.ABORTED, run.status("CREATE-OK-01"));
    String reason = run.thrown("CREATE-OK-01").getMessage();
    assertTrue(reason.endsWith("waived: mended in the next"), reason);
    assertEquals(Status.ABORTED, run.status("verdict"));
    String verdict = run.thrown("verdict").getMessage();
    assertTrue(verdict.contains("SELECTION_PASSED: 1 PASS, 0 FAIL, 1 WAIVED"), verdict);
  }

  @Test
  void ruleThatDoesNotApplyIsSkippedWithTheReason() {
    Results run = run(Map.of("rule", "CONNECT-OK-04,CREATE-OK-01"));
    assertEquals(Status.ABORTED, run.status("CONNECT-OK-04"));
    String reason = run.thrown("CONNECT-OK-04").getMessage();
    assertTrue(reason.contains("not applicable: needs multi-node: "), reason);
    assertEquals(Status.ABORTED, run.status("verdict"));
  }

  @Test
  void whereNothingPassesTheVerdictFails() {
    Results run = run(Map.of("rule", "CONNECT-OK-04"));
    assertEquals(Status.FAILED, run.status("verdict"));
  }

  @Test
  void wrongPropertyFailsTheWholeAndIsNamed(@TempDir Path directory) {
    Results rule = run(Map.of("rule", "CREATE-OK-1"));
    Results waivers = run(Map.of("waivers", directory.resolve("none").toString()));
    assertFalse(rule.results.containsKey("verdict"));
    String unknown = rule.thrown("conformance()").getMessage();
    assertTrue(unknown.contains("no such rule: CREATE-OK-1; did you mean CREATE-OK-01"), unknown);
    String unreadable = waivers.thrown("conformance()").getMessage();
    assertTrue(unreadable.startsWith("org.rsmapi.tck.waivers: "), unreadable);
  }
}
