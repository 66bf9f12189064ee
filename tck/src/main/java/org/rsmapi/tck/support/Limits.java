// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.support;

import java.time.Duration;

/** How long tests wait for what must happen; slow machines get more by a factor. */
public final class Limits {

  /** System property: a number to multiply the limits by. */
  public static final String FACTOR = "org.rsmapi.tck.timeoutFactor";

  private static final Duration LONGEST = scaled(Duration.ofMinutes(1));

  private Limits() {}

  /** Returns the time after which what has not happened never will. */
  public static Duration longest() {
    return LONGEST;
  }

  /** Returns a time multiplied by the factor. */
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
