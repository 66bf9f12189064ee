// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.List;

/**
 * WCIs that share traffic.
 *
 * @param id 0 or more
 * @param ports 1, 2 or 4 WCIs, sorted
 */
public record StripeGroup(int id, List<Integer> ports) {

  /** Sorts the WCIs. */
  public StripeGroup {
    ports = ports.stream().sorted().toList();
  }
}
