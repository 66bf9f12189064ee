// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the version. */
@Command(name = "version", description = "Shows the version, as --version does.")
final class VersionCommand implements Callable<Integer> {

  @SuppressWarnings("NullAway.Init") // by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    for (String line : new Provider().getVersion()) {
      spec.commandLine().getOut().println(line);
    }
    return CommandLine.ExitCode.OK;
  }

  /** Reads the version from the manifest of the jar. */
  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String packaged = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "rsm " + (packaged == null ? "unpackaged" : packaged),
        "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name")
      };
    }
  }
}
