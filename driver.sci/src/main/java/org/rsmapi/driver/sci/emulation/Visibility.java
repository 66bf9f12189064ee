// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci.emulation;

/** When stores through a map can be seen by others. */
public enum Visibility {
  /** At once, as those of the processor itself: the map has a window. */
  IMMEDIATE,
  /**
   * When a sequence over the map is checked, or something is loaded from the same node; so that a
   * program that forgets its barrier is found.
   */
  UNTIL_FLUSH
}
