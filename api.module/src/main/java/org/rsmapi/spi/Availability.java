// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.spi;

/**
 * Whether a driver can be used on this machine, and if not, why.
 *
 * @param present whether its controllers can be opened
 * @param reason if absent, the cause and what a person can do about it; else empty
 */
public record Availability(boolean present, String reason) {

  private static final Availability PRESENT = new Availability(true, "");

  /**
   * The driver can be used.
   *
   * @return an availability without a reason
   */
  public static Availability available() {
    return PRESENT;
  }

  /**
   * The driver cannot be used.
   *
   * @param reason the cause and what a person can do about it, for example which library to install
   * @return an availability with the reason
   */
  public static Availability absent(String reason) {
    return new Availability(false, reason);
  }
}
