// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

/** How much there can be of each. */
final class Limits {

  static final int PROTOCOL_VERSION = 2;
  static final int WCIS = 54;
  static final int EXPORTED_SLICES = 8;
  static final int SWITCHES = 38;

  /** The first number that denotes a switch, and not a host. */
  static final int FIRST_SWITCH_GNID = 16;

  private Limits() {}

  /** Returns which numbers the far end of a link can have. */
  static IntegerRange remoteLink(int remoteGnid) {
    return remoteGnid < FIRST_SWITCH_GNID ? IntegerRange.LINK : IntegerRange.SWITCH_LINK;
  }
}
