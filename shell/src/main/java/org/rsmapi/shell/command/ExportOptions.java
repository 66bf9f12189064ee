// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what to export. */
public final class ExportOptions {

  @Option(
      names = "--controller",
      paramLabel = "NAME",
      defaultValue = "loopback",
      description = "Name of the controller; without it, ${DEFAULT-VALUE}.")
  private String controller = "";

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      required = true,
      converter = ByteSize.Converter.class,
      description = "Size: bytes, or with k, m, g, t; a multiple of the page size.")
  private ByteSize size = new ByteSize(1);

  @Mixin private PublishOptions publication = new PublishOptions();

  /** For picocli. */
  public ExportOptions() {}

  /**
   * Creates a segment, publishes it and adds it to a session.
   *
   * @param session the session
   * @return the line that describes the segment
   */
  public String export(Session session) {
    publication.requireUsableId();
    SessionExport export =
        SessionExport.create(session.nextExport(), session.rsm().controller(controller), size);
    try {
      publication.publish(export);
    } catch (RuntimeException | Error e) {
      export.close();
      throw e;
    }
    session.add(export);
    return export.name() + "  " + export.description();
  }
}
