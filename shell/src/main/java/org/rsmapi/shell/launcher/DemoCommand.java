// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import org.rsmapi.shell.command.HelpOption;
import org.rsmapi.shell.command.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what RSMAPI does, in two containers. */
@Command(
    name = "demo",
    description = {
      "Starts two containers in two JVMs, drops a driver into each, and exchanges data through"
          + " shared memory. Fails with 1 if a step does not do what it says.",
      "loopback: access is refused, and the driver goes and comes back. sci0: nodes 4 and 8 of an"
          + " emulated cluster; their link is pulled in the middle of a transfer."
    })
final class DemoCommand implements Callable<Integer> {

  private static final List<String> CONTROLLERS = List.of("loopback", "sci0");

  @SuppressWarnings("unused") // picocli looks at it
  @Mixin
  private final HelpOption help = new HelpOption();

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      defaultValue = "loopback",
      description = "Controller of the demo: loopback or sci0; without it, ${DEFAULT-VALUE}.")
  private String controller = "";

  @Override
  public Integer call() throws Exception {
    if (!CONTROLLERS.contains(controller)) {
      throw new Refusal(
          "Invalid value for option '--controller': '"
              + controller
              + "': there is a demo for "
              + String.join(" and for ", CONTROLLERS));
    }
    try (Container container = Container.prepare(Home.folder(), null, false)) {
      container.start();
      return container.run("demo-" + controller);
    }
  }
}
