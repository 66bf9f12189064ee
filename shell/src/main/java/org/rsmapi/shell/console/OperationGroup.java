// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.console;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A command that does nothing but have operations. */
final class OperationGroup implements Runnable {

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final String names;

  /**
   * Creates a group.
   *
   * @param summary for the help; may be empty
   * @param names the operations, for people
   */
  OperationGroup(String summary, String names) {
    this.names = names;
    // What is no operation is told below, with what is one.
    spec.parser().unmatchedArgumentsAllowed(true);
    spec.interpolateVariables(false);
    spec.usageMessage()
        .description(
            summary.isEmpty() ? new String[0] : new String[] {ConsoleCommand.plain(summary)})
        .synopsisSubcommandLabel("OPERATION");
  }

  CommandSpec spec() {
    return spec;
  }

  @Override
  public void run() {
    CommandLine line = spec.commandLine();
    List<String> given = line.getUnmatchedArguments();
    throw new CommandLine.ParameterException(
        line,
        (given.isEmpty()
                ? "which operation? Use"
                : "'" + given.getFirst() + "': no such operation; use")
            + " one of "
            + names
            + ", or --help");
  }
}
