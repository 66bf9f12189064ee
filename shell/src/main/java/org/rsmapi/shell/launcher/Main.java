// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.io.IOException;
import org.osgi.framework.BundleException;
import org.rsmapi.Rsm;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code rsm} command. */
@Command(name = "rsm", description = "Remote Shared Memory", mixinStandardHelpOptions = true)
public final class Main {

  private Main() {}

  /**
   * Runs a command and exits with its status.
   *
   * @param arguments the command and what belongs to it
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  /** Lists the drivers of the class path. */
  @Command(description = "Shows what is there")
  void demo() {
    try (Rsm rsm = Rsm.load()) {
      rsm.drivers().forEach(System.out::println);
    }
  }

  /**
   * Runs the container until its shell ends.
   *
   * @return the exit status
   */
  @Command(description = "Starts the OSGi container and its shell")
  int shell() throws IOException, BundleException, InterruptedException {
    return Container.run();
  }
}
