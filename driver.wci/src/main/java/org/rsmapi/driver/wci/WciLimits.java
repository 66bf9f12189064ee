// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import org.rsmapi.ControllerAttributes;

/** What the driver of the hardware says it can do, with as many CMMU entries as are configured. */
final class WciLimits {

  /** Entries of an access list. */
  static final int ACCESS_ENTRIES = 64;

  /** A load or store moves a line. */
  private static final long DIRECT_SIZES = 64;

  private static final long ATOMIC_SIZES = 1 | 2 | 4 | 8 | 64;
  private static final long MAX_SEGMENT_SIZE = (1L << 32) - 1;
  private static final long MAX_IMPORT_MAP_SIZE = 0x20_0000_0000L;
  private static final long TOTAL_IMPORT_MAP_SIZE = 0x368_0000_0000L;
  private static final long MAX_IMPORT_SEGMENTS = 0x1B40_0000L;

  private WciLimits() {}

  /**
   * Returns the attributes.
   *
   * @param hostPage a smaller page than that of the host cannot be mapped
   */
  static ControllerAttributes attributes(long hostPage, long cmmuEntries) {
    long page = Math.max(Cmmu.PAGE, hostPage);
    long total = cmmuEntries * Cmmu.PAGE;
    return new ControllerAttributes(
        DIRECT_SIZES,
        ATOMIC_SIZES,
        page,
        Math.min(total, MAX_SEGMENT_SIZE) & -page,
        total,
        cmmuEntries,
        MAX_IMPORT_MAP_SIZE,
        TOTAL_IMPORT_MAP_SIZE,
        MAX_IMPORT_SEGMENTS);
  }
}
