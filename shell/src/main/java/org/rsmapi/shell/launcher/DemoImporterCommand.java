// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The second JVM of the demo, which the first one starts. */
@Command(name = "demo-importer", hidden = true, description = "Started by rsm demo.")
final class DemoImporterCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    try (Container container = Container.prepare(Home.folder(), null, false)) {
      container.start();
      return container.run("demo-importer");
    }
  }
}
