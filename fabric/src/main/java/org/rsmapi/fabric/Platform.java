// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

/** What the machine offers. */
public final class Platform {

  private Platform() {}

  /**
   * Says what is missing on this machine.
   *
   * @return the reason for people; empty if nothing is missing
   */
  public static String missing() {
    return "the fabric is not there yet";
  }
}
