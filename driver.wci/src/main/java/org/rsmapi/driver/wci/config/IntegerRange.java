// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Which integers a field takes: both bounds are unsigned, and so is what is compared to them.
 *
 * @param what is counted, as messages name it
 * @param min the smallest
 * @param max the largest
 */
record IntegerRange(String what, long min, long max) {

  static final IntegerRange CONTROLLER = new IntegerRange("controller", 0, 15);
  static final IntegerRange CNODE = new IntegerRange("cnodeid", 0, 255);
  static final IntegerRange SLICE = new IntegerRange("slice", 0, 255);

  /** A slice has 16 GiB. */
  static final IntegerRange OFFSET = new IntegerRange("offset in a slice", 0, (16L << 30) - 1);

  static final IntegerRange WNODE = new IntegerRange("wnodeid", 0, 15);
  static final IntegerRange HOST_GNID = new IntegerRange("gnid of a host", 0, 15);
  static final IntegerRange REMOTE_GNID = new IntegerRange("remote gnid", 0, 255);
  static final IntegerRange LINK = new IntegerRange("link", 0, 2);

  /** A switch has more links than a WCI. */
  static final IntegerRange SWITCH_LINK = new IntegerRange("link of a switch", 0, 7);

  static final IntegerRange PORT = new IntegerRange("port of a WCI", 0, Integer.MAX_VALUE);
  static final IntegerRange GROUP = new IntegerRange("stripe group", 0, Integer.MAX_VALUE);
  static final IntegerRange STRIPING_LEVEL =
      new IntegerRange("striping level", 1, Integer.MAX_VALUE);
  static final IntegerRange PROTOCOL = new IntegerRange("protocol version", 0, Integer.MAX_VALUE);
  static final IntegerRange FM_NODE_ID = new IntegerRange("fmnodeid", 0, -1);
  static final IntegerRange VERSION = new IntegerRange("version", 0, -1);

  boolean contains(long value) {
    return Long.compareUnsigned(min, value) <= 0 && Long.compareUnsigned(value, max) <= 0;
  }

  /** Reads an integer of this range, decimal or hexadecimal. */
  OptionalLong read(String text) {
    boolean hexadecimal = text.startsWith("0x");
    String digits = hexadecimal ? text.substring(2) : text;
    if (!digits.matches(hexadecimal ? "[0-9a-fA-F]+" : "[0-9]+")) {
      return OptionalLong.empty();
    }
    try {
      long value = Long.parseUnsignedLong(digits, hexadecimal ? 16 : 10);
      return contains(value) ? OptionalLong.of(value) : OptionalLong.empty();
    } catch (NumberFormatException tooLong) {
      return OptionalLong.empty();
    }
  }

  /** Tells what is taken, as "slice (0 to 255)". */
  @Override
  public String toString() {
    String highest = max < 0 ? "0x" + Long.toHexString(max) : String.format(Locale.ROOT, "%d", max);
    return what + " (" + min + " to " + highest + ")";
  }
}
