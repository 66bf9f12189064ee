// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.nio.file.Path;

/**
 * The settings that are in force.
 *
 * @param maxSegments segments that may exist at once, exports and imports together, or {@link
 *     #NO_LIMIT}
 * @param maxExportedBytes memory that may be exported at once, in bytes, or {@link #NO_LIMIT}
 * @param maxConnectionsPerSegment importers of one segment at once; 0 for no limit
 * @param segmentIdFile the file that sets segment ids aside for applications
 */
record Configuration(
    long maxSegments, long maxExportedBytes, int maxConnectionsPerSegment, Path segmentIdFile) {

  /** What a limit is that is none. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  static final Path DEFAULT_SEGMENT_ID_FILE = Path.of("/etc/rsm/rsm.segmentid");

  /** What holds if nothing is set. */
  static final Configuration DEFAULT =
      new Configuration(NO_LIMIT, NO_LIMIT, 0, DEFAULT_SEGMENT_ID_FILE);
}
