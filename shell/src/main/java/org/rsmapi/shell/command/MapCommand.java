// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Maps an import segment. */
@Command(
    name = "map",
    description = "Maps an import segment, or part of it, for get --mapped and put --mapped.")
final class MapCommand extends SegmentCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OFFSET",
      defaultValue = "0",
      converter = Identifiers.OffsetConverter.class,
      description = "Bytes from the start of the segment, a multiple of the page size.")
  private long offset;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "LENGTH",
      converter = Identifiers.OffsetConverter.class,
      description = "Number of bytes; without it, to the end of the segment.")
  private @Nullable Long length;

  MapCommand(Session session) {
    super(session);
  }

  @Override
  protected void run() {
    SessionImport target = imported();
    long count = length == null ? target.segment().length() - offset : length;
    target.map(offset, count);
    out().println("mapped " + count + " bytes from offset " + offset + " of " + target.name());
  }
}
