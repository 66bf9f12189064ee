// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.fixture.Place;
import org.rsmapi.tck.run.Outcome;

/**
 * Tests rules in a process of its own, which alone can have a controller of its own.
 *
 * @param outcomes of the rules
 * @param failures a line for each rule that failed
 */
record RuleProcess(Map<RuleId, Outcome> outcomes, List<String> failures) {

  static RuleProcess of(String controller, Collection<RuleId> rules)
      throws IOException, InterruptedException {
    String own = System.getProperty("java.class.path");
    // Two drivers would share a host, and so its ids.
    String classPath =
        controller.startsWith(ComplementDriver.TYPE)
            ? ComplementDriver.SERVICES + File.pathSeparator + own
            : own;
    List<String> command =
        new ArrayList<>(
            List.of(
                Place.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Dorg.rsmapi.faults=true",
                "-Dorg.rsmapi.tck.controller=" + controller));
    command.addAll(List.of("-cp", classPath, RunMain.class.getName()));
    rules.forEach(rule -> command.add(rule.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new AssertionError("the run ended with status " + status);
      }
      return parsed(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static RuleProcess parsed(String output) {
    Map<RuleId, Outcome> outcomes = new EnumMap<>(RuleId.class);
    List<String> failures =
        Arrays.stream(output.split("\n", -1))
            .filter(line -> !line.isEmpty())
            .map(line -> line.split("\t", 3))
            .filter(
                fields -> {
                  Outcome outcome = Outcome.valueOf(fields[1]);
                  outcomes.put(RuleId.valueOf(fields[0]), outcome);
                  return outcome != Outcome.PASS && outcome != Outcome.NOT_APPLICABLE;
                })
            .map(fields -> String.join(" ", fields))
            .toList();
    return new RuleProcess(outcomes, failures);
  }
}
