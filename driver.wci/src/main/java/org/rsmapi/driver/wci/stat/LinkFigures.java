// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

import org.rsmapi.driver.wci.config.LinkId;

/**
 * What is known of a link.
 *
 * @param link which
 * @param state what the software has it for, as kstat numbers it: 0 up, 1 down, 2 not there, 3
 *     waits to go down, 4 waits to come up, 5 waits after errors
 * @param physicalState 0 off, 1 failover, 2 seek, 3 in use
 * @param linkState what the other end has it for, 0 if it is up
 * @param laserEnabled whether it sends light
 * @param transmitEnabled whether it sends packets
 * @param enabled false once the operator has disabled it
 * @param autoShutdown whether it goes down by itself when it loses the light
 * @param intervals short intervals that have been counted
 * @param errorTakedowns take-downs for too many errors
 * @param disconnectedTakedowns take-downs for a cable that was pulled or a node that was lost
 * @param configurationTakedowns take-downs for ends that are configured differently
 * @param failedBringUps how often it did not come up
 * @param errors packets that were transmitted again; over short intervals
 * @param errorsOfLongIntervals the same, over long intervals
 */
public record LinkFigures(
    LinkId link,
    int state,
    int physicalState,
    int linkState,
    boolean laserEnabled,
    boolean transmitEnabled,
    boolean enabled,
    boolean autoShutdown,
    long intervals,
    Counted errorTakedowns,
    long disconnectedTakedowns,
    long configurationTakedowns,
    long failedBringUps,
    Counted errors,
    Counted errorsOfLongIntervals) {

  /**
   * A count over intervals.
   *
   * @param total since the beginning
   * @param last in the last interval
   * @param greatest in any interval
   * @param average over intervals
   */
  public record Counted(long total, long last, long greatest, long average) {

    /** Nothing was counted. */
    public static final Counted NONE = new Counted(0, 0, 0, 0);
  }
}
