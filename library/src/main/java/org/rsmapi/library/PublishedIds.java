// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.HashMap;
import java.util.Map;
import org.rsmapi.SegmentId;

/**
 * Which ids segments of this process have, and over which interconnect. An id is unique on a node:
 * each driver sees to that on its interconnect, for all processes; between the interconnects of one
 * process nobody else can.
 */
final class PublishedIds {

  static final PublishedIds OF_PROCESS = new PublishedIds();

  /** Several, while a driver has not refused those that come later. */
  private record Holders(String type, int segments) {}

  private final Map<SegmentId, Holders> taken = new HashMap<>();

  PublishedIds() {}

  /** Takes an id for a segment; false if one of another type of interconnect has it. */
  synchronized boolean take(SegmentId id, String type) {
    Holders holders = taken.getOrDefault(id, new Holders(type, 0));
    if (!holders.type.equals(type)) {
      return false;
    }
    taken.put(id, new Holders(type, holders.segments + 1));
    return true;
  }

  /** A segment that has taken the id does not need it any more. */
  synchronized void giveBack(SegmentId id) {
    taken.computeIfPresent(
        id,
        (same, holders) ->
            holders.segments == 1 ? null : new Holders(holders.type, holders.segments - 1));
  }
}
