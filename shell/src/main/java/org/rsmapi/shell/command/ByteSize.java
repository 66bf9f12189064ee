// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.math.BigInteger;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The size of a segment.
 *
 * @param bytes greater than 0
 */
public record ByteSize(long bytes) {

  private static final String ALLOWED =
      "a size is a number of bytes greater than 0, such as 8192, 64k, 1m, 2g or 0x2000";
  private static final String SUFFIXES = "kmgt";

  /**
   * Reads a size.
   *
   * @param text digits, or {@code 0x} and hexadecimal digits; or digits and one of k, m, g, t
   * @return the size
   * @throws TypeConversionException if it is none
   */
  public static ByteSize parse(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    int suffix = trimmed.isEmpty() ? -1 : SUFFIXES.indexOf(trimmed.charAt(trimmed.length() - 1));
    String digits = suffix < 0 ? trimmed : trimmed.substring(0, trimmed.length() - 1);
    if (suffix >= 0 && digits.startsWith("0x")) {
      throw refusal(text);
    }
    BigInteger bytes =
        Numeral.parse(digits).orElseThrow(() -> refusal(text)).shiftLeft(10 * (suffix + 1));
    if (bytes.signum() <= 0 || bytes.bitLength() > 63) {
      throw refusal(text);
    }
    return new ByteSize(bytes.longValueExact());
  }

  private static TypeConversionException refusal(String text) {
    return new TypeConversionException("'" + text + "': " + ALLOWED);
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String value) {
      return parse(value);
    }
  }
}
