// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import java.io.PrintWriter;
import java.util.HexFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes in hexadecimal: read from {@code --hex}, and shown as {@code hexdump -C} does. */
final class Hex {

  private static final int LINE = 16;
  private static final HexFormat FORMAT = HexFormat.of();

  private final byte[] bytes;

  private Hex(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  static Hex parse(String text) {
    String digits = text.replaceAll("[\\s:_]", "");
    try {
      if (!digits.isEmpty()) {
        return new Hex(FORMAT.parseHex(digits));
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw new TypeConversionException(
        "'" + text + "': pairs of hexadecimal digits, such as cafe0001 or 'ca fe 00 01'");
  }

  static String format(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  /** Prints lines of 16 bytes: offset, hexadecimal, text. */
  static void dump(long offset, byte[] bytes, PrintWriter out) {
    for (int start = 0; start < bytes.length; start += LINE) {
      out.println(line(offset + start, bytes, start, Math.min(LINE, bytes.length - start)));
    }
  }

  private static String line(long offset, byte[] bytes, int start, int count) {
    StringBuilder line = new StringBuilder(80);
    line.append(FORMAT.toHexDigits(offset, 8)).append(' ');
    for (int i = 0; i < LINE; i++) {
      line.append(i % 8 == 0 ? " " : "");
      line.append(i < count ? FORMAT.toHexDigits(bytes[start + i]) : "  ").append(' ');
    }
    line.append(" |");
    for (int i = 0; i < count; i++) {
      byte value = bytes[start + i];
      line.append(value >= ' ' && value <= '~' ? (char) value : '.');
    }
    return line.append('|').toString();
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Hex> {
    @Override
    public Hex convert(String value) {
      return parse(value);
    }
  }
}
