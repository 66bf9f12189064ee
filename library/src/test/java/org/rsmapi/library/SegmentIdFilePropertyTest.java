// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.SegmentIdRange;

/** The file of segment ids, with files made at random. */
class SegmentIdFilePropertyTest {

  record Entry(String applicationId, long base, long length, String text) {}

  private static Path file;

  @BeforeContainer
  static void create() throws IOException {
    file = Files.createTempFile("rsm", ".segmentid");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  @Provide
  Arbitrary<String> applicationIds() {
    return Arbitraries.strings()
        .withCharRange('a', 'd')
        .withChars('_', '-', '\u00df', '\u4e2d')
        .ofMinLength(1)
        .ofMaxLength(3);
  }

  @Provide
  Arbitrary<Entry> printed() {
    Arbitrary<Long> numbers = Arbitraries.longs().between(0, 0xFFFF_FFFFL);
    Arbitrary<String> gaps =
        Arbitraries.strings().withChars(' ', '\t').ofMinLength(1).ofMaxLength(4);
    Arbitrary<String> ends = Arbitraries.of("", " ", "\t\t", " further fields", "\r");
    Arbitrary<String> keywords = Arbitraries.of("reserve", "reserved", "RESERVE", "reServed");
    Arbitrary<String> bases = Arbitraries.of("0x%x", "%x", "0X%08X", "%016X");
    return Combinators.combine(applicationIds(), numbers, numbers, keywords, bases, gaps, ends)
        .as(
            (id, base, length, keyword, format, gap, end) ->
                new Entry(
                    id,
                    base,
                    length,
                    keyword
                        + gap
                        + id
                        + gap
                        + String.format(Locale.ROOT, format, base)
                        + gap
                        + length
                        + end));
  }

  @Property
  void printedEntriesAreFound(
      @ForAll @Size(min = 1, max = 20) List<@From("printed") Entry> entries,
      @ForAll @IntRange(max = 19) int chosen) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append("# ").append(entry.base).append('\n').append(entry.text).append('\n');
    }
    String wanted = entries.get(chosen % entries.size()).applicationId;
    Entry first =
        entries.stream().filter(e -> e.applicationId.equals(wanted)).findFirst().orElseThrow();
    assertEquals(
        new SegmentIdRange(SegmentId.of(first.base), first.length),
        outcome(bytes(text.toString()), wanted));
    assertEquals(
        new SegmentIdRange(SegmentId.of(first.base), first.length),
        outcome(bytes(text.toString()), swapCase(wanted)));
  }

  private static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder();
    text.chars().forEach(c -> swapped.append((char) (c >= 'a' && c <= 'd' ? c - 32 : c)));
    return swapped.toString();
  }

  /** Lines of words that are right, nearly right, or wrong, judged by the model as well. */
  @Property(tries = 1_000)
  void agreesWithTheModel(@ForAll("files") String text, @ForAll("words") String applicationId) {
    assertEquals(model(text, applicationId), outcome(bytes(text), applicationId), text);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of("a", "A", "b", "", "reserve");
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> keyword =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of("reserve", "Reserved")),
            Tuple.of(1, Arbitraries.of("reserver", "#", "#reserve", "reserv")));
    Arbitrary<String> id = Arbitraries.of("a", "A", "b", "c", "reserve");
    Arbitrary<String> base =
        Arbitraries.of("0x1", "ffffffff", "100000000", "0x", "x", "0", "-1", "0X0000000010", "12g");
    Arbitrary<String> length =
        Arbitraries.of("0", "1", "4294967295", "4294967296", "-1", "0x1", "1a", "00000000000007");
    Arbitrary<String> full =
        Combinators.combine(keyword, id, base, length)
            .as((first, second, third, fourth) -> String.join(" ", first, second, third, fourth));
    Arbitrary<String> any =
        Arbitraries.of("", " ", "# comment", " # x", "reserve a 1", "a b c d e", "x");
    return Arbitraries.frequencyOf(Tuple.of(6, full), net.jqwik.api.Tuple.of(1, any))
        .list()
        .ofMaxSize(8)
        .map(lines -> String.join("\n", lines));
  }

  /** The rules once more, without regard to anything but clarity. */
  private static Object model(String text, String applicationId) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    for (String line : lines) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] fields = line.trim().split("[ \t]+", -1);
      if (fields.length < 4) {
        return RsmError.BAD_CONF;
      }
      if (!fields[1].toLowerCase(Locale.ROOT).equals(applicationId.toLowerCase(Locale.ROOT))) {
        continue;
      }
      if (!List.of("reserve", "reserved").contains(fields[0].toLowerCase(Locale.ROOT))) {
        return RsmError.BAD_CONF;
      }
      try {
        BigInteger base = new BigInteger(fields[2].replaceFirst("^0[xX]", ""), 16);
        BigInteger length = new BigInteger(fields[3]);
        if (base.signum() < 0
            || length.signum() < 0
            || base.bitLength() > 32
            || length.bitLength() > 32) {
          return RsmError.BAD_CONF;
        }
        return new SegmentIdRange(SegmentId.of(base.longValue()), length.longValue());
      } catch (NumberFormatException e) {
        return RsmError.BAD_CONF;
      }
    }
    return RsmError.BAD_APPID;
  }

  /** One byte of a good file is changed: nothing but the documented outcomes. */
  @Property
  void mutationsAreRefusedOrUnderstood(
      @ForAll @Size(min = 1, max = 5) List<@From("printed") Entry> entries,
      @ForAll int place,
      @ForAll byte value) {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.text).append('\n'));
    byte[] content = bytes(text.toString());
    content[Math.floorMod(place, content.length)] = value;
    assertDocumented(outcome(content, entries.getLast().applicationId));
  }

  @Property
  void anyBytesAreRefusedOrUnderstood(
      @ForAll @Size(max = 300) byte[] content, @ForAll String applicationId) {
    assertDocumented(outcome(content, applicationId));
  }

  private static void assertDocumented(Object outcome) {
    assertTrue(
        outcome instanceof SegmentIdRange
            || outcome == RsmError.BAD_CONF
            || outcome == RsmError.BAD_APPID,
        () -> "outcome=" + outcome);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The range or the error; every other exception is the test's. */
  private static Object outcome(byte[] content, String applicationId) {
    try {
      Files.write(file, content);
      return SegmentIdFile.find(file, applicationId);
    } catch (RsmException e) {
      return e.error();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
