// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;

/** Withdraws an export segment. */
@Command(
    name = "unpublish",
    description = "Withdraws an export segment; its importers lose the connection.")
final class UnpublishCommand extends SegmentCommand {

  UnpublishCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    exportHandle().unpublish();
    out().println("unpublished " + export().name());
  }
}
