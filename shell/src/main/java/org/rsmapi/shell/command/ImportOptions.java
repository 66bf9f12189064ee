// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import org.jspecify.annotations.Nullable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;
import picocli.CommandLine.Option;

/** The options that say what to import. */
public final class ImportOptions {

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      defaultValue = "loopback",
      description = "Name of the controller; without it, ${DEFAULT-VALUE}.")
  private String controller = "";

  @Option(
      names = "--node",
      paramLabel = "NODE",
      converter = Identifiers.NodeIdConverter.class,
      description = "Node of the exporter; without it, this one.")
  private @Nullable NodeId node;

  @Option(
      names = "--segment-id",
      paramLabel = "ID",
      required = true,
      converter = Identifiers.SegmentIdConverter.class,
      description = "Id that the segment is published under.")
  private SegmentId id = SegmentId.ANY;

  @Option(
      names = "--permission",
      paramLabel = "PERM",
      defaultValue = "rw",
      converter = Rights.Converter.class,
      description = "What to ask for: r, w, rw, or 0400, 0200, 0600; without it, ${DEFAULT-VALUE}.")
  private Permission permission = Permission.RDWR;

  /** For picocli. */
  public ImportOptions() {}

  /**
   * Connects to a segment and adds it to a session.
   *
   * @param session the session
   * @return the line that describes the segment
   */
  public String connect(Session session) {
    SessionImport connected =
        SessionImport.connect(
            session.nextImport(), session.rsm().controller(controller), node, id, permission);
    session.add(connected);
    return connected.name() + "  " + connected.description();
  }
}
