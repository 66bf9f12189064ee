// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.TckResult;

class ReportsTest {

  @TempDir private Path temporary;

  private static Set<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void aReportIsAPageAFileForProgramsAndASuiteForEachArea() throws IOException {
    Path directory = temporary.resolve("not/there/yet");
    assertEquals(directory.resolve("index.html"), Reports.write(Samples.allOutcomes(), directory));
    Set<String> expected =
        Arrays.stream(RuleId.values())
            .map(rule -> "junit/TEST-org.rsmapi.tck." + rule.area() + ".xml")
            .collect(Collectors.toCollection(TreeSet::new));
    expected.add("index.html");
    expected.add("tck-report.json");
    assertEquals(expected, files(directory));
  }

  @Test
  void aFormerReportIsReplaced() throws IOException {
    Reports.write(Samples.allOutcomes(), temporary);
    Set<String> before = files(temporary);
    Reports.write(Samples.conformant(), temporary);
    assertEquals(before, files(temporary));
    assertTrue(
        Files.readString(temporary.resolve("tck-report.json"))
            .contains("\"verdict\": \"CONFORMANT\""));
  }

  @Test
  void aRuleWithoutResultIsReportedAsNotRun() {
    RuleResult passed = Samples.result(Samples.WAIVED, Outcome.PASS, "", Samples.passed(""));
    TckResult one = Reports.complete(Samples.of(Map.of(Samples.WAIVED, passed), "", true));
    assertEquals(RuleId.values().length - 1, one.count(Outcome.NOT_RUN));
    assertEquals(passed, one.results().get(Samples.WAIVED));
  }

  @Test
  void theCommandNamesTheController() throws IOException {
    Reports.write(Samples.conformant(), temporary);
    assertTrue(
        Files.readString(temporary.resolve("tck-report.json"))
            .contains("\"./rsm tck --controller sample0 --rule " + Samples.WAIVED.id() + "\""));
  }

  @Test
  void theCommandCanBePastedIntoAShell() {
    assertEquals(
        "java -jar 'my tck'\\''s.jar' --driver a-1.0.jar --rule " + Samples.WAIVED.id(),
        new RepeatCommand(List.of("java", "-jar", "my tck's.jar", "--driver", "a-1.0.jar"))
            .of(Samples.WAIVED));
  }
}
