// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.Rsm;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.SegmentIdRange;

/** The file of segment ids, by the rules of the specification. */
class SegmentIdFileTest extends LibraryFixture {

  private static final SegmentIdRange THOUSAND = new SegmentIdRange(SegmentId.of(0x600000), 1000);

  @TempDir Path folder;

  private SegmentIdRange find(String content, String applicationId) throws IOException {
    return find(content.getBytes(StandardCharsets.UTF_8), applicationId);
  }

  private SegmentIdRange find(byte[] content, String applicationId) throws IOException {
    Path file = folder.resolve("rsm.segmentid");
    Files.write(file, content);
    return SegmentIdFile.find(file, applicationId);
  }

  /** SEGID_RANGE-OK-01, -02. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reserve app 0x600000 1000",
        "reserve app 0X600000 1000\n",
        "reserved app 600000 1000\r\n",
        "\tRESERVED \t APP  0x0000000000600000\t001000  \n",
        "Reserve App 600000 1000 and what else\n",
        "# comment\n#\n#x\nreserve other 1 1\nanother app2 zz -1\nreserve app 600000 1000\nbad\n",
        "reserve app 600000 1000\nreserve app 1 1\n"
      })
  void finds(String content) throws IOException {
    assertEquals(THOUSAND, find(content, "app"));
    assertEquals(THOUSAND, find(content, "aPP"));
  }

  @Test
  void takesAllThatFitsInto32Bits() throws IOException {
    assertEquals(
        new SegmentIdRange(SegmentId.of(0xFFFF_FFFFL), 0xFFFF_FFFFL),
        find("reserve app ffffffff 4294967295", "app"));
    assertEquals(new SegmentIdRange(SegmentId.of(0), 0), find("reserve app 0 0", "app"));
  }

  /** SEGID_RANGE-BAD_APPID-01. */
  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment", "reserve app 600000 1000", "reserve # 1 1\n"})
  void isNotListed(String content) throws IOException {
    assertRsmError(RsmError.BAD_APPID, () -> find(content, "ap"));
    assertRsmError(RsmError.BAD_APPID, () -> find(content, ""));
    assertRsmError(RsmError.BAD_APPID, () -> find(content, "app 600000"));
  }

  /** SEGID_RANGE-BAD_CONF-02, -03. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\nreserve app 600000 1000",
        "   \nreserve app 600000 1000",
        "reserve other 1\nreserve app 600000 1000",
        " # comment\nreserve app 600000 1000",
        "reserve app 600000",
        "keep app 600000 1000",
        "reserves app 600000 1000",
        "reserve app 0x 1000",
        "reserve app 60000g 1000",
        "reserve app -1 1000",
        "reserve app 100000000 1000",
        "reserve app 600000 -1",
        "reserve app 600000 0x10",
        "reserve app 600000 4294967296",
        "reserve app 600000 9999999999",
        "reserve app 600000 99999999999999999999",
        "reserve app 600000 1k",
        "reserve app \u0666 1000",
        "reserve app 600000 \u0666"
      })
  void isMalformed(String content) {
    assertRsmError(RsmError.BAD_CONF, () -> find(content, "app"));
  }

  @Test
  void messageNamesFileLineAndWhatIsExpected() {
    RsmException thrown =
        assertRsmError(RsmError.BAD_CONF, () -> find("# c\nreserve app 60x 1", "app"));
    assertTrue(thrown.detail().contains("rsm.segmentid, line 2: found 60x"), thrown.detail());
    assertTrue(thrown.detail().contains("hexadecimal"), thrown.detail());
  }

  /** Bytes that are no text matter up to the line of the application, comments aside. */
  @Test
  void malformedText() throws IOException {
    byte[] latin = "#\u00e9\nreserve app 600000 1000\n\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(THOUSAND, find(latin, "app"));
    assertRsmError(RsmError.BAD_CONF, () -> find(latin, "other"));
  }

  @Test
  void linesAreLimited() throws IOException {
    String longest = "#" + "x".repeat(SegmentIdFile.MAX_LINE_BYTES - 1);
    String entry = "\nreserve app 600000 1000";
    assertEquals(THOUSAND, find(longest + entry, "app"));
    assertRsmError(RsmError.BAD_CONF, () -> find(longest + "x" + entry, "app"));
    assertEquals(THOUSAND, find(entry.strip() + "\n" + longest + "x", "app"));
  }

  /** SEGID_RANGE-BAD_CONF-01. */
  @Test
  void cannotBeRead() {
    assertRsmError(RsmError.BAD_CONF, () -> SegmentIdFile.find(folder.resolve("missing"), "app"));
    assertRsmError(RsmError.BAD_CONF, () -> SegmentIdFile.find(folder, "app"));
    assertRsmError(RsmError.BAD_CONF, () -> SegmentIdFile.find(Path.of("/dev/zero"), "app"));
  }

  /** SEGID_RANGE-BAD_ADDR-01, SEGID_RANGE-DATA-01. */
  @Test
  void idsOfARangeCanBePublished() throws IOException {
    assertRsmError(RsmError.BAD_ADDR, () -> rsm.segmentIdRange(null));
    SegmentIdRange range = find("reserve app 600000 1000", "app");
    for (long offset : new long[] {0, range.length() - 1}) {
      try (ExportSegment segment = exported()) {
        SegmentId id = SegmentId.of(range.base().value() + offset);
        assertEquals(id, segment.publish(id, null));
      }
    }
  }

  @Test
  void pathIsConfigurable() throws IOException {
    Path file = folder.resolve("configured");
    Files.writeString(file, "reserve app 600000 1000\n");
    Configuration configuration =
        new Configuration(Configuration.NO_LIMIT, Configuration.NO_LIMIT, 0, file);
    try (Rsm configured = new Library(source, new Quotas(configuration))) {
      assertEquals(THOUSAND, configured.segmentIdRange("app"));
    }
  }
}
