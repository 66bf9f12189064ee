// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.SegmentId;
import picocli.CommandLine.TypeConversionException;

/** What the parsers take, and that they name what they refuse and what is allowed. */
final class ParsersTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "8192, 8192",
    "64k, 65536",
    "8K, 8192",
    "1m, 1048576",
    "2g, 2147483648",
    "1T, 1099511627776",
    "0x2000, 8192",
    "0X10, 16",
    "' 4k ', 4096",
    "9223372036854775807, 9223372036854775807"
  })
  void sizes(String text, long bytes) {
    assertEquals(bytes, ByteSize.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-4k",
        "k",
        "12q",
        "4kk",
        "0x",
        "0x10k",
        "1.5m",
        "4 k",
        "9223372036854775808",
        "8388608t",
        "99999999999999999999999999999999999999999"
      })
  void wrongSizes(String text) {
    assertRefused(text, "64k", () -> ByteSize.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0x400000, 4194304", "4194304, 4194304", "0xffffffff, 4294967295"})
  void segmentIds(String text, long value) {
    assertEquals(SegmentId.of(value), Identifiers.segmentId(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "400000h", "0x100000000", "4294967296", "0x", "any", "1 2"})
  void wrongSegmentIds(String text) {
    assertRefused(text, "0x400000", () -> Identifiers.segmentId(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "4294967296"})
  void wrongNodes(String text) {
    assertRefused(text, "0xffffffff", () -> Identifiers.nodeId(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0x8000000000000000", "one"})
  void wrongOffsets(String text) {
    assertRefused(text, "0x40", () -> Identifiers.offset(text));
  }

  @ParameterizedTest
  @CsvSource({"0600, 384", "600, 384", "0000, 0", "0, 0", "0666, 438", "0246, 166"})
  void grants(String text, int permissions) {
    assertEquals(new Grant(Optional.empty(), permissions), Grant.parse(text));
  }

  @Test
  void grantForNode() {
    Grant grant = Grant.parse("3=0640");
    assertEquals(new AccessEntry(NodeId.of(3), 0640), grant.entry(NodeId.of(1)));
    assertEquals(new AccessEntry(NodeId.of(1), 0640), Grant.parse("0640").entry(NodeId.of(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0700", "0601", "8", "66", "06666", "rw", "=0600", "x=0600", "3="})
  void wrongGrants(String text) {
    assertThrows(TypeConversionException.class, () -> Grant.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "r, 0400",
    "R, 0400",
    "0400, 0400",
    "400, 0400",
    "w, 0200",
    "0200, 0200",
    "rw, 0600",
    "600, 0600"
  })
  void rights(String text, String octal) {
    assertEquals(octal, Rights.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "wr", "0000", "0644", "0700"})
  void wrongRights(String text) {
    assertRefused(text, "rw or 0600", () -> Rights.parse(text));
  }

  @Test
  void hex() {
    byte[] expected = {(byte) 0xca, (byte) 0xfe, 0, 1};
    assertArrayEquals(expected, Hex.parse("cafe0001").bytes());
    assertArrayEquals(expected, Hex.parse("CA fe:00_01").bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "c", "caf", "xy", "0xca"})
  void wrongHex(String text) {
    assertRefused(text, "cafe0001", () -> Hex.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "8, 255, -1",
    "8, -128, -128",
    "16, 0xffff, -1",
    "32, 4294967295, -1",
    "64, 0xffffffffffffffff, -1",
    "64, -9223372036854775808, -9223372036854775808",
    "64, 42, 42"
  })
  void values(String bits, String text, long value) {
    Width width = Width.parse(bits);
    // The upper bits are cut off where the value is stored.
    int unused = 64 - 8 * width.bytes();
    assertEquals(value, width.parseValue(text) << unused >> unused);
  }

  @ParameterizedTest
  @CsvSource({"8, 256", "8, -129", "16, 0x10000", "64, 0x10000000000000000", "64, x", "64, ''"})
  void wrongValues(String bits, String text) {
    assertRefused(text, "0x2a", () -> Width.parse(bits).parseValue(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "128", "0x40", "-8"})
  void wrongWidths(String text) {
    assertRefused(text, "8, 16, 32 or 64", () -> Width.parse(text));
  }

  @Test
  void words() {
    assertEquals(List.of(), Words.split("  "));
    assertEquals(List.of("put", "0", "a b", "c'd"), Words.split("put 0 'a b'  \"c'd\""));
    assertEquals(List.of("a b", ""), Words.split("a\\ b ''"));
    assertEquals(List.of("\\"), Words.split("\\"));
    assertThrows(Refusal.class, () -> Words.split("put 'open"));
  }

  private static void assertRefused(String value, String allowed, Executable parse) {
    TypeConversionException refusal = assertThrows(TypeConversionException.class, parse);
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("'" + value + "'"), message);
    assertTrue(message.contains(allowed), message);
    assertEquals(1, message.lines().count(), message);
  }
}
