// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.complement;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.run.CaseResult;
import org.rsmapi.tck.run.Failure;
import org.rsmapi.tck.run.Outcome;
import org.rsmapi.tck.run.RuleResult;
import org.rsmapi.tck.run.RuleRun;
import org.rsmapi.tck.run.RunListener;

/** Tests rules in a process of its own, and prints a line for each. */
final class RunMain {

  private RunMain() {}

  /** Arguments: the rules; none for all. */
  public static void main(String[] args) {
    PrintStream out = System.out;
    System.setOut(System.err);
    List<RuleId> rules =
        args.length == 0
            ? List.of(RuleId.values())
            : Arrays.stream(args).map(RuleId::valueOf).toList();
    RuleRun.run(rules, new RunListener() {}).values().forEach(result -> out.println(line(result)));
    System.exit(0);
  }

  private static String line(RuleResult result) {
    return result.rule() + "\t" + result.outcome() + "\t" + oneLine(detail(result));
  }

  private static String detail(RuleResult result) {
    return result.outcome() == Outcome.FAIL
        ? result.cases().stream()
            .map(CaseResult::failure)
            .filter(failure -> failure != null)
            .map(Failure::toString)
            .findFirst()
            .orElse("")
        : result.reason();
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\t\\n]+", " | ");
  }
}
