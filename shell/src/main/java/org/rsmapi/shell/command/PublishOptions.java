// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.SegmentId;
import picocli.CommandLine.Option;

/** The options that say under which id, and for whom, a segment is published. */
final class PublishOptions {

  @Option(
      names = "--segment-id",
      paramLabel = "ID",
      defaultValue = "0",
      converter = Identifiers.SegmentIdConverter.class,
      description = "Id, 0x400000 to 0x7fffffff; without it, one chosen by the system.")
  private SegmentId id = SegmentId.ANY;

  @Option(
      names = "--allow",
      paramLabel = "[NODE=]PERMS",
      converter = Grant.Converter.class,
      description = {
        "Who may connect: octal digits for owner, group and others, such as 0640, for this node or"
            + " for the one named. May be repeated.",
        "Without it, everybody with 0666 less the file creation mask."
      })
  private List<Grant> grants = new ArrayList<>();

  void requireUsableId() {
    if (id.isReserved()) {
      throw new Refusal(
          "Invalid value for option '--segment-id': '"
              + id
              + "': reserved (RSMERR_RESERVED_SEGID); an application may use 0x400000 to"
              + " 0x7fffffff, or 0 for an id chosen by the system");
    }
  }

  void publish(SessionExport export) {
    export.publish(id, accessList(export));
  }

  private @Nullable List<@Nullable AccessEntry> accessList(SessionExport export) {
    if (grants.isEmpty()) {
      return null;
    }
    NodeId local = export.localNode();
    List<@Nullable AccessEntry> list = new ArrayList<>();
    grants.forEach(grant -> list.add(grant.entry(local)));
    return list;
  }
}
