// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.List;
import picocli.CommandLine.Command;

/** Lists the segments of the session. */
@Command(name = "segments", description = "Lists the segments of this session.")
final class SegmentsCommand extends RsmCommand {

  SegmentsCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    List<SessionSegment> segments = session().segments();
    if (segments.isEmpty()) {
      out().println("no segments");
    }
    segments.forEach(segment -> out().println(segment.name() + "  " + segment.description()));
  }
}
