// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.List;

/**
 * A node of a network.
 *
 * @param cnode 0 to 255: its hardware address
 * @param fmNodeId the fabric manager's id
 * @param hostName at most 255 characters
 * @param exportedSlices slices of the address space where its memory appears
 * @param importedSlices slices that it maps
 * @param localOffset where in its own communication slice this member may write
 * @param commSlice the slice for the communication of drivers
 * @param commOffset where in that slice
 */
public record Member(
    int cnode,
    long fmNodeId,
    String hostName,
    List<Integer> exportedSlices,
    List<Integer> importedSlices,
    long localOffset,
    int commSlice,
    long commOffset) {

  /** Makes it independent of the lists that are passed. */
  public Member {
    exportedSlices = List.copyOf(exportedSlices);
    importedSlices = List.copyOf(importedSlices);
  }
}
