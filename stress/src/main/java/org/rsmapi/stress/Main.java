// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress;

import java.util.Arrays;
import org.rsmapi.stress.soak.Soak;
import org.rsmapi.stress.soak.SoakWorker;
import picocli.CommandLine;

/**
 * The entry of {@code stress.jar}: {@code soak} with its options, or {@code race} with jcstress's.
 */
public final class Main {

  private Main() {}

  /** Runs one of the two. */
  public static void main(String[] args) throws Exception {
    String what = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (what) {
      case "soak" -> System.exit(new CommandLine(new Soak()).execute(rest));
      case "soak-worker" -> SoakWorker.main(rest);
      case "race" -> org.openjdk.jcstress.Main.main(rest);
      default -> {
        System.err.println("Say what to run: soak [options], or race [options of jcstress]");
        System.exit(2);
      }
    }
  }
}
