// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

/** Refuses what lies outside memory that the shell accesses itself. */
final class Ranges {

  private Ranges() {}

  static void requireWithin(long offset, long count, long length, String what) {
    if (offset > length || count > length - offset) {
      throw new Refusal(
          count
              + " bytes at offset "
              + offset
              + " end beyond "
              + what
              + ", which has "
              + length
              + " bytes");
    }
  }

  static void requireAligned(long offset, Width width) {
    if (offset % width.bytes() != 0) {
      throw new Refusal(
          "Invalid value for positional parameter OFFSET: '"
              + offset
              + "': must be a multiple of "
              + width.bytes()
              + " bytes with --width "
              + 8 * width.bytes());
    }
  }
}
