// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

/** Why a link is taken down. */
enum Takedown {
  LINK_ERRORS("link-errors"),
  BAD_CONFIG("badconfig"),
  HARDWARE("hardware-shutdown"),
  DISCONNECTED("disconnected-shutdown"),
  UNCONFIGURED("unconfigured"),
  DISABLED("disabled");

  private final String label;

  Takedown(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
