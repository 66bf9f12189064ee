// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import org.rsmapi.ExportSegment;
import picocli.CommandLine.Parameters;

/** A command on one segment of the session. */
abstract class SegmentCommand extends RsmCommand {

  @Parameters(
      index = "0",
      paramLabel = "SEG",
      description = "Name of the segment, such as exp1 or imp1.")
  private String name = "";

  SegmentCommand(Session session) {
    super(session);
  }

  final SessionSegment segment() {
    return session().find(name);
  }

  final SessionExport export() {
    if (segment() instanceof SessionExport export) {
      return export;
    }
    throw new Refusal(name + " is an import segment; only an export segment can do this");
  }

  final SessionImport imported() {
    if (segment() instanceof SessionImport imported) {
      return imported;
    }
    throw new Refusal(name + " is an export segment; only an import segment can do this");
  }

  final ExportSegment exportHandle() {
    return export().segment();
  }
}
