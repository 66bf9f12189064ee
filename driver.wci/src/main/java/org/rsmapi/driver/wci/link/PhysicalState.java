// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

/** What the hardware of a link does; the ordinal is the number in statistics. */
public enum PhysicalState {
  /** No light is sent. */
  OFF("off"),
  /** The partner has been lost a moment ago. */
  FAILOVER("failover"),
  /** Light is sent, and none from a partner is there. */
  SEEK("seek"),
  /** Both ends send and receive. */
  IN_USE("in-use");

  private final String label;

  PhysicalState(String label) {
    this.label = label;
  }

  /** Returns how people and statistics call it. */
  public String label() {
    return label;
  }
}
