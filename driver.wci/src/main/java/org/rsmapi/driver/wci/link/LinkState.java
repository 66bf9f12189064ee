// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

/** What software makes of a link; the ordinal is the number in statistics. */
public enum LinkState {
  /** Carries data. */
  LC_UP("lc_up"),
  /** Is not to come up, or not yet again. */
  LC_DOWN("lc_down"),
  /** Nothing is plugged in. */
  LC_NOT_THERE("lc_not_there"),
  /** Dead, which software is about to notice. */
  SC_WAIT_DOWN("sc_wait_down"),
  /** Waits for the other end. */
  SC_WAIT_UP("sc_wait_up"),
  /** Taken down for its errors, until it comes up again. */
  SC_WAIT_ERRDOWN("sc_wait_errdown");

  private final String label;

  LinkState(String label) {
    this.label = label;
  }

  /** Returns how people and statistics call it. */
  public String label() {
    return label;
  }
}
