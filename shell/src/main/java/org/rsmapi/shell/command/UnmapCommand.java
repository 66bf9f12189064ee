// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;

/** Removes a mapping. */
@Command(name = "unmap", description = "Removes the mapping of an import segment.")
final class UnmapCommand extends SegmentCommand {

  UnmapCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    SessionImport target = imported();
    target.unmap();
    out().println("unmapped " + target.name());
  }
}
