// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.Rsm;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.SegmentIdRange;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_get_segmentid_range. */
@ExtendWith(TestBedExtension.class)
final class SegmentIdRangeTest {

  private static final String PROPERTY = "org.rsmapi.segmentIdFile";
  private static final String APPLICATION = "SUNWfoo";
  private static final SegmentIdRange RANGE = new SegmentIdRange(SegmentId.of(0x60_0000), 1000);
  private static final String ENTRY = "reserve SUNWfoo 0x600000 1000";

  @TempDir private Path directory;

  /** Looks an application up in a file that consists of these lines. */
  private SegmentIdRange find(String application, String... lines) {
    Path file = directory.resolve("rsm.segmentid");
    try {
      Files.write(file, List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return findIn(file, application);
  }

  private static SegmentIdRange findIn(Path file, String application) {
    System.setProperty(PROPERTY, file.toString());
    try (Rsm rsm = TestBed.library()) {
      return rsm.segmentIdRange(application);
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  @Rule(RuleId.SEGID_RANGE_OK_01)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reserve SUNWfoo 0x600000 1000",
        "reserve SUNWfoo 600000 1000",
        "reserve\tSUNWfoo\t0X600000\t1000",
        "reserve   SUNWfoo  0x00600000   01000",
      })
  void listedApplicationHasItsRange(String entry) {
    assertEquals(RANGE, find(APPLICATION, entry));
  }

  @Rule(RuleId.SEGID_RANGE_OK_02)
  @ParameterizedTest
  @CsvSource({
    "SUNWfoo, reserve",
    "sunwfoo, Reserve",
    "SUNWFOO, RESERVE",
    "sUnWfOo, reserved",
    "SUNWfoo, RESERVED",
    "SUNWfoo, rEsErVeD",
  })
  void letterCaseDoesNotMatter(String application, String keyword) {
    assertEquals(RANGE, find(application, keyword + " SUNWfoo 0x600000 1000"));
    assertEquals(RANGE, find(APPLICATION, keyword + " " + application + " 0x600000 1000"));
  }

  @Rule(RuleId.SEGID_RANGE_OK_03)
  @Test
  void firstEntryOfTheApplicationWins() {
    assertEquals(RANGE, find(APPLICATION, "# comment", "#", "#reserve SUNWfoo 0x1 1", ENTRY));
    assertEquals(RANGE, find(APPLICATION, ENTRY, "reserve SUNWfoo 0x700000 5"));
    assertEquals(RANGE, find(APPLICATION, ENTRY, "malformed"));
    assertEquals(RANGE, find(APPLICATION, ENTRY, ""));
    assertEquals(RANGE, find(APPLICATION, ENTRY, "reserve SUNWfoo x y"));
    assertEquals(RANGE, find(APPLICATION, "keep SUNWbar 0x700000 5", ENTRY));
    assertEquals(RANGE, find(APPLICATION, "reserve SUNWbar x y", ENTRY));
    assertEquals(
        new SegmentIdRange(SegmentId.of(0x70_0000), 5),
        find("SUNWbar", ENTRY, "reserve SUNWbar 0x700000 5", "keep SUNWbar 0x1 1"));
  }

  @Rule(RuleId.SEGID_RANGE_DATA_01)
  @Test
  void endsOfTheRangeCanBePublished(TestBed bed) {
    SegmentIdRange range = find(APPLICATION, ENTRY);
    SegmentId last = SegmentId.of(range.base().value() + range.length() - 1);
    for (SegmentId id : List.of(range.base(), last)) {
      ExportSegment segment = bed.exported(1);
      assertEquals(id, segment.publish(id, null));
      assertEquals(id, TestBed.idOf(segment));
    }
  }

  @Rule(RuleId.SEGID_RANGE_BAD_ADDR_01)
  @Test
  void nullApplicationIsRefused() {
    assertRsmError(RsmError.BAD_ADDR, () -> find(null, ENTRY));
    // Before the file is looked at.
    assertRsmError(RsmError.BAD_ADDR, () -> findIn(directory.resolve("missing"), null));
    assertEquals(RANGE, find(APPLICATION, ENTRY));
  }

  @Rule(RuleId.SEGID_RANGE_BAD_APPID_01)
  @Test
  void applicationThatIsNotListedIsRefused() {
    assertRsmError(RsmError.BAD_APPID, () -> find("SUNWbar", ENTRY));
    assertRsmError(RsmError.BAD_APPID, () -> find("SUNWfo", ENTRY));
    assertRsmError(RsmError.BAD_APPID, () -> find("SUNWfoo1", ENTRY));
    assertRsmError(RsmError.BAD_APPID, () -> find("", ENTRY));
    assertRsmError(RsmError.BAD_APPID, () -> find(APPLICATION));
    assertRsmError(RsmError.BAD_APPID, () -> find("", new String[0]));
    assertRsmError(RsmError.BAD_APPID, () -> find(APPLICATION, "# " + ENTRY, "# nothing else"));
    assertEquals(RANGE, find(APPLICATION, ENTRY));
  }

  @Rule(RuleId.SEGID_RANGE_BAD_CONF_01)
  @Test
  void missingOrUnreadableFileIsRefused() {
    assertRsmError(RsmError.BAD_CONF, () -> findIn(directory.resolve("missing"), APPLICATION));
    assertRsmError(
        RsmError.BAD_CONF, () -> findIn(directory.resolve("missing").resolve("file"), APPLICATION));
    assertRsmError(RsmError.BAD_CONF, () -> findIn(directory, APPLICATION));
    assertEquals(RANGE, find(APPLICATION, ENTRY));
  }

  @Rule(RuleId.SEGID_RANGE_BAD_CONF_02)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\t",
        "reserve",
        "reserve SUNWbar",
        "reserve SUNWbar 0x700000",
        "reserve SUNWfoo 0x700000",
      })
  void shortLineBeforeTheEntryIsRefused(String line) {
    assertRsmError(RsmError.BAD_CONF, () -> find(APPLICATION, line, ENTRY));
    assertRsmError(RsmError.BAD_CONF, () -> find(APPLICATION, "# comment", line, ENTRY));
    assertRsmError(
        RsmError.BAD_CONF, () -> find(APPLICATION, "reserve SUNWbar 0x700000 5", line, ENTRY));
    assertEquals(RANGE, find(APPLICATION, ENTRY, line));
  }

  @Rule(RuleId.SEGID_RANGE_BAD_CONF_03)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep SUNWfoo 0x600000 1000",
        "reserves SUNWfoo 0x600000 1000",
        "reserv SUNWfoo 0x600000 1000",
        "reserve SUNWfoo base 1000",
        "reserve SUNWfoo 0x 1000",
        "reserve SUNWfoo 0x60g000 1000",
        "reserve SUNWfoo 600000h 1000",
        "reserve SUNWfoo -600000 1000",
        "reserve SUNWfoo 0x600000 0x3E8",
        "reserve SUNWfoo 0x600000 many",
        "reserve SUNWfoo 0x600000 3E8",
        "reserve SUNWfoo 0x600000 1000.0",
        "reserve SUNWfoo 0x600000 -1",
        "reserve SUNWfoo 0x600000 -1000",
        "reserve SUNWfoo 0x600000 4294967296",
        "reserve SUNWfoo 0x600000 99999999999999999999999999",
      })
  void malformedEntryIsRefused(String entry) {
    assertRsmError(RsmError.BAD_CONF, () -> find(APPLICATION, entry));
    assertRsmError(RsmError.BAD_CONF, () -> find(APPLICATION, entry, ENTRY));
    assertEquals(RANGE, find(APPLICATION, ENTRY, entry));
    assertEquals(0xFFFF_FFFFL, find(APPLICATION, "reserve SUNWfoo 0x600000 4294967295").length());
  }
}
