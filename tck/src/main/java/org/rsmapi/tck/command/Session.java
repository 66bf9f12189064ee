// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.rsmapi.tck.fixture.DriverUnderTest;
import org.rsmapi.tck.run.Environment;
import org.rsmapi.tck.run.Selection;
import org.rsmapi.tck.run.TckResult;
import org.rsmapi.tck.run.Waivers;

/**
 * One run of the command, from the start of the tests to the report.
 *
 * @param command what starts a process with the tests
 * @param selection which rules
 * @param waivers rules that the driver may break
 * @param timeoutMillis for one rule
 */
record Session(List<String> command, Selection selection, Waivers waivers, long timeoutMillis) {

  /** What is done with the result. */
  interface Reporting {
    void report(TckResult result) throws IOException;
  }

  /** Tests and reports, what is done if it is interrupted; returns the exit code. */
  int run(Interrupt interrupt, Reporting reporting) throws IOException {
    long start = System.nanoTime();
    Progress progress = new Progress(System.err, Progress.isTerminal(), selection.rules().size());
    WatchedRun run = new WatchedRun(command, selection.rules(), timeoutMillis, progress);
    interrupt.ends(run);
    run.run();
    progress.end();
    if (run.refusal().isPresent()) {
      throw new Refusal(asOptions(run.refusal().get()));
    }
    TckResult result =
        TckResult.of(
            run.environment().orElseGet(Session::unknown),
            run.results(),
            selection,
            waivers,
            run.isInterrupted(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    reporting.report(result);
    return ExitCodes.of(result);
  }

  /** What properties are in the process of the tests are options here. */
  static String asOptions(String reason) {
    return reason
        .replace("-D" + DriverUnderTest.CONTROLLER + "=", "--controller ")
        .replace("-D" + DriverUnderTest.FIXTURE + "=", "--fixture ");
  }

  /** The tests ended before they could tell. */
  private static Environment unknown() {
    return new Environment(
        "unknown",
        "",
        List.of(),
        Map.of(),
        "",
        "",
        System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Instant.now());
  }
}
