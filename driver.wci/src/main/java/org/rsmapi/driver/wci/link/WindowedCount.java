// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.link;

/**
 * A count with its statistics over intervals.
 *
 * @param total ever
 * @param last in the last short interval
 * @param max in any short interval
 * @param average running, of the short intervals
 * @param lastLong in the last long interval
 * @param maxLong in any long interval
 * @param averageLong running, of the long intervals
 */
public record WindowedCount(
    long total, long last, long max, long average, long lastLong, long maxLong, long averageLong) {}
