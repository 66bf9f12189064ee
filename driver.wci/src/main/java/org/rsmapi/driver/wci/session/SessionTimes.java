// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.session;

/**
 * Durations of sessions.
 *
 * @param startMillis how long the start of a session may take
 * @param repeatMillis how often a start is asked for meanwhile
 * @param callMillis how long an answer may take within a session
 */
public record SessionTimes(long startMillis, long repeatMillis, long callMillis) {

  /** As the hardware's driver has them. */
  public static final SessionTimes DEFAULT = new SessionTimes(1_000, 10, 5_000);

  /** Checks that each makes sense. */
  public SessionTimes {
    if (startMillis < 1 || repeatMillis < 1 || callMillis < 1) {
      throw new IllegalArgumentException(
          "start="
              + startMillis
              + ", repeat="
              + repeatMillis
              + ", call="
              + callMillis
              + ": use 1 or more milliseconds for each");
    }
  }
}
