// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as tools show them to a person; becomes a file in OSGI-INF/metatype. */
@ObjectClassDefinition(
    id = SettingsDescription.PID,
    pid = SettingsDescription.PID,
    name = "Remote Shared Memory API",
    description =
        "Limits for all segments of this container together. Changes hold at once; a limit below"
            + " what is in use refuses new segments and ends none.")
@interface SettingsDescription {

  /** What Configuration Admin knows the settings by. */
  String PID = "org.rsmapi";

  /** See {@link Configuration#maxSegments}. */
  @AttributeDefinition(
      name = "Segments",
      description =
          "How many export and import segments may exist at once, together. 0: no limit. One more"
              + " is refused with RSMERR_INSUFFICIENT_RESOURCES.",
      min = "0",
      required = false)
  int maxSegments() default 0;

  /** See {@link Configuration#maxExportedBytes}. */
  @AttributeDefinition(
      name = "Exported memory",
      description =
          "How much memory may be exported at once: bytes, with K, M or G for powers of 1024, for"
              + " example 512M; or a share of the machine's memory, for example 25% or 12.5%. 0: no"
              + " limit. Pages that are exported twice count twice; local memory handles count, too."
              + " More is refused with RSMERR_INSUFFICIENT_MEM.",
      required = false)
  String maxExportedMemory() default "0";

  /** See {@link Configuration#maxConnectionsPerSegment}. */
  @AttributeDefinition(
      name = "Connections per segment",
      description =
          "How many importers may be connected to one segment at once. 0: no limit. One more is"
              + " refused with RSMERR_INSUFFICIENT_RESOURCES.",
      min = "0",
      required = false)
  int maxConnectionsPerSegment() default 0;

  /** See {@link Configuration#segmentIdFile}. */
  @AttributeDefinition(
      name = "Segment id file",
      description =
          "Absolute path of the file that sets segment ids aside for applications. It need not"
              + " exist until an application asks for its ids.",
      required = false)
  String segmentIdFile() default "/etc/rsm/rsm.segmentid";
}
