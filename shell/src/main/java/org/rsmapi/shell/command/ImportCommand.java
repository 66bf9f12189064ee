// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Connects to a segment. */
@Command(
    name = "import",
    description = "Connects to a published segment and initialises a barrier.")
public final class ImportCommand extends RsmCommand {

  @Mixin private final ImportOptions options = new ImportOptions();

  /**
   * Creates the command.
   *
   * @param session what it works on
   */
  public ImportCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    out().println(options.connect(session()));
  }
}
