// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench;

import java.util.Arrays;
import org.rsmapi.bench.tool.BenchCommand;
import org.rsmapi.bench.worker.StartUp;
import org.rsmapi.bench.worker.Worker;

/** The entry of {@code benchmarks.jar}: the tool, JMH alone, or a process that the tool started. */
public final class Main {

  private Main() {}

  /** Runs one of them. */
  public static void main(String[] arguments) throws Exception {
    String what = arguments.length == 0 ? "" : arguments[0];
    switch (what) {
      case "jmh" -> org.openjdk.jmh.Main.main(rest(arguments));
      case "worker" -> Worker.run(rest(arguments));
      case "startup" -> StartUp.run();
      case "nothing" -> {}
      default -> System.exit(BenchCommand.execute(arguments));
    }
  }

  private static String[] rest(String[] arguments) {
    return Arrays.copyOfRange(arguments, 1, arguments.length);
  }
}
