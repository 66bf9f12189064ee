// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

import org.rsmapi.driver.wci.config.LinkId;

/**
 * What statistics tell of a link; the names there are in parentheses.
 *
 * @param id which link
 * @param valid whether the configuration has it (valid_link)
 * @param remoteCnode the node at the other end, -1 if that is none (remote_cnode_id)
 * @param remoteWnode its number in the sub-network, -1 if that is none (remote_wnode_id)
 * @param remotePort the WCI there (remote_wci_portid)
 * @param remoteLink the number of the link there (remote_linknum)
 * @param state in software (LC_link_state)
 * @param physical in hardware (phys_link_state)
 * @param alive whether data passes (link_state)
 * @param laser whether light is sent (laser enabled)
 * @param transmit whether data is sent (transmit enable)
 * @param enabled whether the user lets it come up (link_enabled)
 * @param plugged whether the cable is in at this end
 * @param autoShutdown whether hardware takes it down by itself (auto_shutdown_en)
 * @param intervals how many short intervals have ended (link_interval_count)
 * @param errorTakedowns (link_err_takedowns, with last_, max_ and avg_)
 * @param disconnectedTakedowns (link_disconnected_takedowns)
 * @param configurationTakedowns (link_cfg_takedowns)
 * @param failedBringups (link_failed_bringups)
 * @param errors (link_errors, with last_, max_, avg_, last_lt_, max_lt_ and avg_lt_)
 * @param transferErrors accesses that this link has lost
 * @param reason why it was taken down last; empty if it never was
 */
public record LinkStatus(
    LinkId id,
    boolean valid,
    int remoteCnode,
    int remoteWnode,
    int remotePort,
    int remoteLink,
    LinkState state,
    PhysicalState physical,
    boolean alive,
    boolean laser,
    boolean transmit,
    boolean enabled,
    boolean plugged,
    boolean autoShutdown,
    long intervals,
    WindowedCount errorTakedowns,
    long disconnectedTakedowns,
    long configurationTakedowns,
    long failedBringups,
    WindowedCount errors,
    long transferErrors,
    String reason) {}
