// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule has one test, or a reason why loopback cannot provoke it; the table says so. */
class RuleTableTest {

  private static final Path TABLE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "rules.md").normalize();

  private Coverage coverage;

  @BeforeEach
  void find() throws IOException, URISyntaxException {
    URL reasons = RuleTableTest.class.getResource("/unreachable");
    assertNotNull(reasons, "src/test/resources/unreachable");
    coverage = Coverage.find(Path.of(reasons.toURI()));
  }

  @Test
  void theTableOnDiskIsUpToDate() throws IOException {
    String expected = RuleTable.of(coverage);
    if (System.getProperty("rules.update") != null) {
      Files.writeString(TABLE, expected);
      return;
    }
    assumeTrue(missing().isEmpty(), () -> "neither test nor reason: " + missing());
    assertEquals(
        expected,
        Files.readString(TABLE),
        TABLE
            + " is out of date; update it by: ./mvnw -pl tck -am test -Dtest=RuleTableTest"
            + " -Drules.update -Dsurefire.failIfNoSpecifiedTests=false");
  }

  private List<String> missing() {
    return coverage.rulesWhere(Coverage.Row::isMissing);
  }

  @Test
  void everyRuleHasATestOrAReason() {
    assertEquals(List.of(), missing(), "write a test or a line in src/test/resources/unreachable");
  }

  @Test
  void noRuleHasTwoTests() {
    assertEquals(List.of(), coverage.rulesWhere(row -> row.tests().size() > 1));
  }

  @Test
  void noRuleHasTwoReasons() {
    assertEquals(List.of(), coverage.rulesWhere(row -> row.reasons().size() > 1));
  }

  @Test
  void noRuleHasBothTestAndReason() {
    assertEquals(
        List.of(), coverage.rulesWhere(row -> !row.tests().isEmpty() && !row.reasons().isEmpty()));
  }

  @Test
  void theFilesNameRulesOnly() {
    assertEquals(List.of(), coverage.unknown());
  }
}
