// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;

/** Ends an export segment. */
@Command(name = "destroy", description = "Ends an export segment, published or not.")
final class DestroyCommand extends SegmentCommand {

  DestroyCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    SessionExport target = export();
    session().end(target);
    out().println("destroyed " + target.name());
  }
}
