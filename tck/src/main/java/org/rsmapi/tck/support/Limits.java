// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.time.Duration;

/** How long tests wait for what must happen; slow machines get more by a factor. */
public final class Limits {

  /** System property: a number to multiply the limits by. */
  public static final String FACTOR = "org.rsmapi.tck.timeoutFactor";

  /** How long a rule may take with all its cases, if nothing else is said. */
  public static final int RULE_SECONDS = 120;

  private Limits() {}

  /** Returns the time after which what has not happened never will. */
  public static Duration longest() {
    return scaled(Duration.ofMinutes(1));
  }

  /** Returns how long a rule may take with all its cases, if nothing else is said. */
  public static Duration rule() {
    return scaled(Duration.ofSeconds(RULE_SECONDS));
  }

  /**
   * Returns a time multiplied by the factor.
   *
   * @throws IllegalArgumentException if the system property is no such number; the message is for
   *     people
   */
  public static Duration scaled(Duration duration) {
    return Duration.ofMillis((long) Math.ceil(duration.toMillis() * factor()));
  }

  private static double factor() {
    String value = System.getProperty(FACTOR, "1");
    try {
      double factor = Double.parseDouble(value);
      if (factor > 0 && factor <= 1000) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "-D" + FACTOR + "=" + value + ": use a number above 0, at most 1000, for example 2.5");
  }
}
