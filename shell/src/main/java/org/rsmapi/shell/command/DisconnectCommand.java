// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;

/** Ends an import segment. */
@Command(
    name = "disconnect",
    description = "Ends an import segment, with its mapping and its barrier.")
final class DisconnectCommand extends SegmentCommand {

  DisconnectCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    SessionImport target = imported();
    session().end(target);
    out().println("disconnected " + target.name());
  }
}
