// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Command;

/** Posts a signal. */
@Command(
    name = "post",
    description =
        "Posts a signal: to the exporter of an import segment, to all importers of an export"
            + " segment.")
final class PostCommand extends SegmentCommand {

  PostCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    SessionSegment target = segment();
    target.segment().signalPost();
    out().println("posted a signal to the other side of " + target.name());
  }
}
