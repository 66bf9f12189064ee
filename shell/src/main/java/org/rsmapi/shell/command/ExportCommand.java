// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates and publishes a segment. */
@Command(name = "export", description = "Creates a segment over fresh memory and publishes it.")
public final class ExportCommand extends RsmCommand {

  @Mixin private final ExportOptions options = new ExportOptions();

  /**
   * Creates the command.
   *
   * @param session what it works on
   */
  public ExportCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    out().println(options.export(session()));
  }
}
