// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.driver.wci.config.LinkId;

class StripeMapTest {

  @ParameterizedTest(name = "links of the WCIs {0}: {1}")
  @CsvSource({
    "1, 00000000, 01",
    "2, 00001111, 11",
    "1 1, 00110011, 05",
    "2 2, 00221133, 55",
    "2 1, 00221122, 15",
    "1 2, 00110022, 45",
    "1 1 1 1, 01230123, 0f",
    "2 2 2 2, 02461357, ff",
    "1 2 1 1, 01340234, 2f",
  })
  void addressBitsChooseThePath(String links, String pattern, String mask) {
    StripeMap map = map(links);
    assertEquals(
        pattern,
        IntStream.range(0, 8)
            .mapToObj(unit -> Integer.toString(map.pathOf(unit * 128L)))
            .collect(Collectors.joining()));
    assertEquals(mask, "%02x".formatted(map.linkStripes()));
  }

  @Test
  void twoWcisWithTwoLinksEachTake256BytesInTurn() {
    StripeMap map = map("2 2");
    List<String> inTurn =
        IntStream.range(0, 5).mapToObj(run -> map.link(map.pathOf(run * 256L)).toString()).toList();
    assertEquals(List.of("4.0", "5.0", "4.1", "5.1", "4.0"), inTurn);
  }

  @ParameterizedTest(name = "links of the WCIs {0}: {1} bytes")
  @CsvSource({"2, 512", "1 1, 256", "2 1, 256", "2 2, 256", "1 1 1 1, 128", "2 2 2 2, 128"})
  void runsHaveTheLengthOfTheGranule(String links, long granule) {
    StripeMap map = map(links);
    assertEquals(granule, map.runEnd(0));
    assertEquals(granule, map.runEnd(granule - 1));
    assertEquals(2 * granule, map.runEnd(granule));
    assertEquals(1L << 40, map.runEnd((1L << 40) - 1));
  }

  @Test
  void aSinglePathNeverChanges() {
    StripeMap map = map("1");
    assertEquals(Long.MAX_VALUE, map.runEnd(0));
    assertEquals(Long.MAX_VALUE, map.runEnd(1L << 40));
    assertEquals(12345, map.bytesOn(0, 678, 12345));
  }

  @Test
  void bytesAreCountedAcrossManyPeriods() {
    StripeMap map = map("2 2");
    assertEquals(1L << 30, map.bytesOn(0, 0, 1L << 32));
    assertEquals(1L << 30, map.bytesOn(0, 1, 1L << 32), "one less, one more");
    assertEquals(0, map.bytesOn(1, 0, 256));
    assertEquals(1, map.bytesOn(2, 255, 2));
    assertEquals(0, map.bytesOn(0, 100, 0));
  }

  @Test
  void pathsAreNumberedAsInTheRoute() {
    Route route = Networks.routeOver(2, 1);
    StripeMap map = StripeMap.of(route);
    assertEquals(route.paths(), IntStream.range(0, map.paths()).mapToObj(map::link).toList());
    assertEquals(List.of(0, 0, 1), IntStream.range(0, map.paths()).mapToObj(map::wci).toList());
    assertEquals(new LinkId(5, 0), map.link(2));
  }

  @Test
  void aRouteWithoutLinksHasNoPaths() {
    for (boolean local : List.of(true, false)) {
      StripeMap map = StripeMap.of(new Route(1, local, List.of()));
      assertEquals(0, map.paths());
      assertEquals(StripeMap.NO_PATH, map.pathOf(4711));
      assertEquals(Long.MAX_VALUE, map.runEnd(4711));
      assertEquals(0, map.linkStripes());
    }
  }

  @ParameterizedTest(name = "links of the WCIs {0}: {1}")
  @CsvSource({"1 1 1, 3 WCIs", "1 1 1 1 1, 5 WCIs", "3, WCI 4 with 3", "1 0, WCI 5 with 0"})
  void whatAddressBitsCannotChooseIsRefused(String links, String complaint) {
    String message = assertThrows(IllegalArgumentException.class, () -> map(links)).getMessage();
    assertTrue(String.valueOf(message).contains(complaint), message);
  }

  private static StripeMap map(String links) {
    return StripeMap.of(
        Networks.routeOver(List.of(links.split(" ")).stream().map(Integer::valueOf).toList()));
  }
}
