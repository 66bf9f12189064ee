// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rsmapi.driver.wci.config.ControllerConfiguration;
import org.rsmapi.driver.wci.link.LinkTimes;
import org.rsmapi.driver.wci.session.SessionTimes;

/**
 * How the driver is configured, see {@link WciSettings}.
 *
 * @param nodes what each node of each network knows
 * @param host which of them this process can be: those of a host; empty for all
 * @param cnode which of them this process can be: one; empty for all
 * @param cmmuEntries how many pages it can export
 * @param linkTimes durations and limits of links
 * @param sessionTimes durations of sessions
 */
record WciConfiguration(
    List<ControllerConfiguration> nodes,
    Optional<String> host,
    OptionalInt cnode,
    long cmmuEntries,
    LinkTimes linkTimes,
    SessionTimes sessionTimes) {

  /** Makes it independent of the list that is passed. */
  WciConfiguration {
    nodes = List.copyOf(nodes);
  }

  /** Returns the nodes that this process can be, by network. */
  Map<Integer, List<ControllerConfiguration>> candidates() {
    return nodes.stream()
        .filter(node -> host.isEmpty() || host.get().equals(node.hostName()))
        .filter(node -> cnode.isEmpty() || cnode.getAsInt() == node.localCnode())
        .collect(
            Collectors.groupingBy(
                ControllerConfiguration::controller, TreeMap::new, Collectors.toList()));
  }
}
