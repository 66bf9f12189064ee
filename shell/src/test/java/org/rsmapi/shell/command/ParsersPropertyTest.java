// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.SegmentId;
import picocli.CommandLine.TypeConversionException;

/** The parsers, with values printed in every way that people use, and with any text at all. */
final class ParsersPropertyTest {

  private static final long UNSIGNED_32 = 0xFFFF_FFFFL;

  /** What a parser makes of a text; empty if it refuses it, and in no other way than it may. */
  private static <T> Optional<T> parsed(Function<String, T> parser, String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (TypeConversionException e) {
      assertTrue(e.getMessage().contains(text), e.getMessage());
      return Optional.empty();
    }
  }

  @Property
  void identifiersOf32Bits(@ForAll("numbers") BigInteger number, @ForAll boolean hexadecimal) {
    String text = hexadecimal ? "0x" + number.toString(16) : number.toString();
    boolean legal = number.signum() >= 0 && number.bitLength() <= 32;
    Optional<Long> expected = legal ? Optional.of(number.longValueExact()) : Optional.empty();
    assertEquals(expected.map(SegmentId::of), parsed(Identifiers::segmentId, text));
    assertEquals(expected.map(NodeId::of), parsed(Identifiers::nodeId, text));
    boolean offset = number.signum() >= 0 && number.bitLength() <= 63;
    assertEquals(
        offset ? Optional.of(number.longValueExact()) : Optional.empty(),
        parsed(Identifiers::offset, text));
  }

  @Provide
  Arbitrary<BigInteger> numbers() {
    BigInteger limit = BigInteger.ONE.shiftLeft(70);
    return Arbitraries.frequencyOf(
        Tuple.of(2, Arbitraries.bigIntegers().between(limit.negate(), limit)),
        Tuple.of(2, Arbitraries.longs().between(0, UNSIGNED_32).map(BigInteger::valueOf)),
        Tuple.of(1, Arbitraries.of(UNSIGNED_32, UNSIGNED_32 + 1, -1L).map(BigInteger::valueOf)));
  }

  @Property
  void whatIsPrintedIsReadBack(@ForAll @LongRange(max = UNSIGNED_32) long value) {
    assertEquals(SegmentId.of(value), Identifiers.segmentId(SegmentId.of(value).toString()));
    assertEquals(NodeId.of(value), Identifiers.nodeId(NodeId.of(value).toString()));
  }

  @Property
  void sizesWithSuffix(
      @ForAll @BigRange(min = "-5", max = "10000000000000000000") BigInteger number,
      @ForAll("suffixes") String suffix) {
    int power = suffix.isEmpty() ? 0 : "kmgt".indexOf(suffix.toLowerCase(Locale.ROOT)) + 1;
    BigInteger bytes = number.multiply(BigInteger.valueOf(1024).pow(power));
    boolean legal = bytes.signum() > 0 && bytes.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) <= 0;
    assertEquals(
        legal ? Optional.of(new ByteSize(bytes.longValueExact())) : Optional.empty(),
        parsed(ByteSize::parse, number + suffix));
  }

  @Provide
  Arbitrary<String> suffixes() {
    return Arbitraries.of("", "k", "K", "m", "M", "g", "G", "t", "T");
  }

  @Property
  void grants(
      @ForAll @IntRange(max = 0777) int permissions,
      @ForAll @LongRange(max = 2 * UNSIGNED_32) long node,
      @ForAll("octalFormats") String format) {
    String octal = String.format(Locale.ROOT, format, permissions);
    boolean legal = octal.equals("0") || (octal.matches("0?...") && (permissions & 0111) == 0);
    assertEquals(
        legal ? Optional.of(new Grant(Optional.empty(), permissions)) : Optional.empty(),
        parsed(Grant::parse, octal));
    Optional<Grant> withNode = parsed(Grant::parse, node + "=" + octal, node);
    assertEquals(
        legal && node <= UNSIGNED_32
            ? Optional.of(new Grant(Optional.of(NodeId.of(node)), permissions))
            : Optional.empty(),
        withNode);
  }

  /** As the other, for a text of which the refusal may name the node alone. */
  private static Optional<Grant> parsed(Function<String, Grant> parser, String text, long node) {
    try {
      return Optional.of(parser.apply(text));
    } catch (TypeConversionException e) {
      assertTrue(e.getMessage().contains(Long.toString(node)), e.getMessage());
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<String> octalFormats() {
    return Arbitraries.of("%o", "%03o", "%04o", "0%o");
  }

  /** Whatever is typed, a grant is one that publish takes. */
  @Property
  void grantsAreLegalEntries(@ForAll("typed") String text) {
    try {
      AccessEntry entry = Grant.parse(text).entry(NodeId.of(1));
      assertTrue(entry.hasValidPermissions());
      assertTrue(entry.node().value() >= 0 && entry.node().value() <= UNSIGNED_32);
    } catch (TypeConversionException e) {
      assertTrue(e.getMessage().startsWith("'"), e.getMessage());
    }
  }

  @Property
  void anyTextIsReadOrRefused(@ForAll("typed") String text) {
    parsed(Identifiers::segmentId, text).ifPresent(id -> assertTrue(id.isValid(), text));
    parsed(Identifiers::offset, text).ifPresent(offset -> assertTrue(offset >= 0, text));
    parsed(ByteSize::parse, text).ifPresent(size -> assertTrue(size.bytes() > 0, text));
    List<String> known = List.of("r", "w", "rw", "0400", "400", "0200", "200", "0600", "600");
    assertEquals(
        known.contains(text.toLowerCase(Locale.ROOT)),
        parsed(Rights::parse, text).filter(right -> right.isValid()).isPresent());
  }

  /** Characters that mean something here, and now and then any others. */
  @Provide
  Arbitrary<String> typed() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.strings().withChars("0246=xkrwRW -").ofMaxLength(6)),
        Tuple.of(2, Arbitraries.strings().withChars("0123456789abcdefx").ofMaxLength(20)),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(10)));
  }
}
