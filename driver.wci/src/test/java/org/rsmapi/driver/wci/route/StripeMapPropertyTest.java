// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class StripeMapPropertyTest {

  private static final long FARTHEST = Long.MAX_VALUE / 2;

  /** Every number of WCIs and links, equally many on each or not. */
  @Provide
  Arbitrary<Route> routes() {
    return Arbitraries.of(1, 2, 4)
        .flatMap(wcis -> Arbitraries.integers().between(1, 2).list().ofSize(wcis))
        .map(Networks::routeOver);
  }

  @Property
  void pathsShareEveryByte(
      @ForAll("routes") Route route,
      @ForAll @LongRange(max = FARTHEST) long offset,
      @ForAll @LongRange(max = FARTHEST) long length) {
    StripeMap map = StripeMap.of(route);
    long sum = paths(map).mapToLong(path -> map.bytesOn(path, offset, length)).sum();
    assertEquals(length, sum);
  }

  @Property
  void bytesAreCountedAsOneByOne(
      @ForAll("routes") Route route,
      @ForAll @LongRange(max = FARTHEST) long offset,
      @ForAll @IntRange(max = 5000) int length) {
    StripeMap map = StripeMap.of(route);
    long[] counted = new long[map.paths()];
    for (long at = offset; at < offset + length; at++) {
      counted[map.pathOf(at)]++;
    }
    assertEquals(
        LongStream.of(counted).boxed().toList(),
        paths(map).mapToObj(path -> map.bytesOn(path, offset, length)).toList());
  }

  @Property
  void aRunEndsWhereThePathChanges(
      @ForAll("routes") Route route, @ForAll @LongRange(max = FARTHEST) long offset) {
    StripeMap map = StripeMap.of(route);
    int path = map.pathOf(offset);
    long end = Math.min(map.runEnd(offset), offset + 2048);
    for (long at = offset; at < end; at++) {
      assertEquals(path, map.pathOf(at));
    }
    if (map.paths() > 1) {
      assertNotEquals(path, map.pathOf(end));
    } else {
      assertEquals(Long.MAX_VALUE, map.runEnd(offset));
    }
  }

  @Property
  void thePatternRepeatsEveryKibibyte(
      @ForAll("routes") Route route,
      @ForAll @LongRange(max = FARTHEST) long offset,
      @ForAll @IntRange(max = 1000) int periods) {
    StripeMap map = StripeMap.of(route);
    assertEquals(map.pathOf(offset), map.pathOf(offset + periods * 1024L));
  }

  @Property
  void theStripesOfAPageTouchEveryPathOnce(@ForAll("routes") Route route) {
    StripeMap map = StripeMap.of(route);
    List<Integer> touched =
        IntStream.range(0, 8)
            .filter(unit -> (map.linkStripes() & (1 << unit)) != 0)
            .map(unit -> map.pathOf(unit * 128L))
            .sorted()
            .boxed()
            .toList();
    assertEquals(paths(map).boxed().toList(), touched);
  }

  private static IntStream paths(StripeMap map) {
    return IntStream.range(0, map.paths());
  }
}
