// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.stat;

/**
 * What is known of a WCI.
 *
 * @param port its Safari port id
 * @param up false once it has been taken down
 * @param errorLimit as many link errors in one poll take a link down
 * @param shortIntervalMillis what the last, greatest and average figures are for
 * @param shortIntervalsPerLong how many of these are a long one
 * @param averageWeight how much the past counts in an average
 * @param clusterErrorCount transfers of this process that have failed
 */
public record WciFigures(
    int port,
    boolean up,
    long errorLimit,
    long shortIntervalMillis,
    long shortIntervalsPerLong,
    long averageWeight,
    long clusterErrorCount) {}
