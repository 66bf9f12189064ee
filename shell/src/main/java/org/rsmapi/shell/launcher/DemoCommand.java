// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.util.concurrent.Callable;
import org.rsmapi.shell.command.HelpOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what RSMAPI does, in two containers. */
@Command(
    name = "demo",
    description =
        "Starts two containers in two JVMs, drops the loopback driver into each, and exchanges a"
            + " message through shared memory. Fails with 1 if a step does not do what it says.")
final class DemoCommand implements Callable<Integer> {

  @SuppressWarnings("unused") // picocli looks at it
  @Mixin
  private final HelpOption help = new HelpOption();

  @Override
  public Integer call() throws Exception {
    try (Container container = Container.prepare(Home.folder(), null, false)) {
      container.start();
      return container.run("demo");
    }
  }
}
