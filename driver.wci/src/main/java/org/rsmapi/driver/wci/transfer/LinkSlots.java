// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.transfer;

import java.util.List;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.config.LinkId;

/**
 * A number for each link of a configuration, so that counters are arrays.
 *
 * @param links by number
 */
public record LinkSlots(List<LinkId> links) {

  /** Makes it independent of the list that is passed. */
  public LinkSlots {
    links = List.copyOf(links);
  }

  /** Numbers the links of a configuration. */
  public static LinkSlots of(ControllerConfiguration configuration) {
    return new LinkSlots(
        configuration.wcis().stream()
            .flatMap(wci -> wci.links().stream().map(link -> new LinkId(wci.port(), link.number())))
            .toList());
  }

  /** Returns the number of a link; -1 if there is none. */
  public int slot(LinkId link) {
    return links.indexOf(link);
  }
}
