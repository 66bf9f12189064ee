// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final long MACHINE_BYTES = 1L << 30;

  private static Configuration read(Map<String, String> values) throws BadSettingException {
    return Settings.read(values::get, () -> MACHINE_BYTES);
  }

  private static long memory(String value) throws BadSettingException {
    return read(Map.of("maxExportedMemory", value)).maxExportedBytes();
  }

  @Test
  void nothingSetMeansNoLimit() throws BadSettingException {
    assertEquals(Configuration.DEFAULT, read(Map.of()));
    assertEquals(
        new Configuration(Long.MAX_VALUE, Long.MAX_VALUE, 0, Path.of("/etc/rsm/rsm.segmentid")),
        Configuration.DEFAULT);
  }

  @Test
  void allSettingsAreRead() throws BadSettingException {
    assertEquals(
        new Configuration(7, 8192, 9, Path.of("/x y/z")),
        read(
            Map.of(
                "maxSegments",
                "7",
                "maxExportedMemory",
                " 8K ",
                "maxConnectionsPerSegment",
                "\t9",
                "segmentIdFile",
                "/x y/z")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9223372036854775807",
    "0G, 9223372036854775807",
    "1, 1",
    "0004096, 4096",
    "8k, 8192",
    "512M, 536870912",
    "3g, 3221225472",
    "9223372036854775807, 9223372036854775807",
    "8589934591G, 9223372035781033984",
    "100%, 1073741824",
    "25%, 268435456",
    "12.5%, 134217728",
    "0.0000000001%, 0"
  })
  void memoryIsBytesOrAShare(String value, long bytes) throws BadSettingException {
    assertEquals(bytes, memory(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1.5G",
        "1 K",
        "K",
        "%",
        "0%",
        "0.0%",
        "100.1%",
        "101%",
        "1e3",
        "0x10",
        "9223372036854775808",
        "8589934592G",
        "1T",
        "1KB",
        ".5%",
        "5.%",
        "50 %",
        "-5%",
        "a lot",
        "\u0661",
        "99999999999999999999999999999999999"
      })
  void otherMemoryIsRefused(String value) {
    BadSettingException thrown = assertThrows(BadSettingException.class, () -> memory(value));
    assertEquals("maxExportedMemory", thrown.setting());
    assertTrue(thrown.reason().contains("'" + value.strip() + "'"), thrown.reason());
    assertTrue(thrown.reason().contains("K, M or G"), thrown.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "2147483648", "1.0", "1K", "many", "1 2", "5%"})
  void otherCountsAreRefused(String value) {
    for (String setting : List.of("maxSegments", "maxConnectionsPerSegment")) {
      BadSettingException thrown =
          assertThrows(BadSettingException.class, () -> read(Map.of(setting, value)));
      assertEquals(setting, thrown.setting());
      assertEquals(
          "'" + value + "' is not allowed; use a number from 0 to 2147483647; 0 is no limit",
          thrown.reason());
    }
  }

  @Test
  void largestCountIsAllowed() throws BadSettingException {
    assertEquals(2147483647L, read(Map.of("maxSegments", "2147483647")).maxSegments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rsm.segmentid", "./x", "a\u0000b", "/a\u0000b"})
  void pathThatIsNotAbsoluteIsRefused(String value) {
    BadSettingException thrown =
        assertThrows(BadSettingException.class, () -> read(Map.of("segmentIdFile", value)));
    assertEquals("segmentIdFile", thrown.setting());
  }

  @Test
  void shareOfAnUnknownSizeIsRefusedAndBytesAreNot() throws BadSettingException {
    Map<String, String> share = Map.of("maxExportedMemory", "5%");
    BadSettingException thrown =
        assertThrows(
            BadSettingException.class,
            () ->
                Settings.read(
                    share::get,
                    () -> {
                      throw new NoClassDefFoundError("x");
                    }));
    assertTrue(thrown.reason().endsWith("use bytes"), thrown.reason());
    assertTrue(Settings.read(share::get).maxExportedBytes() > 0);
  }

  @Test
  void unknownLimitsAreRefusedAndOtherNamesAreNot() {
    assertDoesNotThrow(
        () -> Settings.checkNames(List.of("maxSegments", "home", "faults", "service.pid")));
    BadSettingException thrown =
        assertThrows(BadSettingException.class, () -> Settings.checkNames(List.of("maxsegments")));
    assertEquals("maxsegments", thrown.setting());
    assertTrue(thrown.reason().contains("maxSegments"), thrown.reason());
  }

  /** Whatever the text, the answer is a configuration or the one exception, never another. */
  @Test
  void anyTextIsReadOrRefused() {
    Random random = new Random(20_261_121);
    String alphabet = "0123456789.%KMGkmg -+e\u0000/\u0660";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String value = text.toString();
      for (String setting :
          List.of(
              "maxSegments", "maxExportedMemory", "maxConnectionsPerSegment", "segmentIdFile")) {
        try {
          Configuration read = read(Map.of(setting, value));
          assertTrue(read.maxSegments() > 0, value);
          assertTrue(read.maxExportedBytes() >= 0, value);
          assertTrue(read.maxConnectionsPerSegment() >= 0, value);
          assertTrue(read.segmentIdFile().isAbsolute(), value);
        } catch (BadSettingException e) {
          assertEquals(setting, e.setting());
        }
      }
    }
  }

  /** Writing bytes in the largest unit that fits and reading them again gives the same. */
  @Test
  void bytesSurviveTheirUnits() throws BadSettingException {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      long bytes = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
      assertEquals(bytes, memory(Long.toString(bytes)));
      if (bytes < 1L << 33) {
        assertEquals(bytes << 10, memory(bytes + "K"));
        assertEquals(bytes << 20, memory(bytes + "m"));
        if (bytes < 1L << 32) {
          assertEquals(bytes << 30, memory(bytes + "G"));
        }
      }
    }
  }
}
