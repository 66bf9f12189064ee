// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** A controller name, taken apart into type and unit as librsm does it. */
record ControllerName(String type, int unit) implements Comparable<ControllerName> {

  static final String LOOPBACK = "loopback";

  private static final int MAX_LENGTH = 255;

  static ControllerName parse(@Nullable String name, String operation) {
    if (name == null) {
      return new ControllerName(LOOPBACK, 0);
    }
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT,
          operation,
          "name has " + name.length() + " characters; use 1 to " + MAX_LENGTH);
    }
    int digits = name.length();
    while (digits > 0 && isDigit(name.charAt(digits - 1))) {
      digits--;
    }
    String type = name.substring(0, digits).toLowerCase(Locale.ROOT);
    if (type.equals(LOOPBACK)) {
      return new ControllerName(LOOPBACK, 0);
    }
    return new ControllerName(type, unit(name.substring(digits), name, operation));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int unit(String digits, String name, String operation) {
    if (digits.isEmpty()) {
      return 0;
    }
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      throw new RsmException(
          RsmError.CTLR_NOT_PRESENT, operation, "name=" + name + "; no unit has this number");
    }
  }

  @Override
  public int compareTo(ControllerName other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : Integer.compare(unit, other.unit);
  }

  @Override
  public String toString() {
    return type.equals(LOOPBACK) ? type : type + unit;
  }
}
