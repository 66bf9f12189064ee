// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers as people write them: decimal, or hexadecimal after {@code 0x}. */
final class Numeral {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]{1,30}");

  private Numeral() {}

  /** Reads a number of any size; empty if it is none. */
  static Optional<BigInteger> parse(String text) {
    if (HEXADECIMAL.matcher(text).matches()) {
      return Optional.of(new BigInteger(text.substring(2), 16));
    }
    return DECIMAL.matcher(text).matches() ? Optional.of(new BigInteger(text)) : Optional.empty();
  }

  /** Reads a number between 0 and a limit, both included; empty if it is none. */
  static Optional<Long> parse(String text, long limit) {
    return parse(text)
        .filter(n -> n.signum() >= 0 && n.compareTo(BigInteger.valueOf(limit)) <= 0)
        .map(BigInteger::longValueExact);
  }
}
