// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.wci.route.Networks.viaGroup;
import static org.rsmapi.driver.wci.route.Networks.viaWci;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.route.Route.WciRoute;

class RouterTest {

  @ParameterizedTest(name = "{0} up: {1}")
  @CsvSource({
    "'', ''",
    "4.0, 4.0",
    "4.1, 4.1",
    "4.0 4.1, 4.0 4.1",
    "4.0 5.1, 4.0 5.1",
    "4.0 4.1 5.0, 4.0 4.1 5.0",
    "4.1 5.0 5.1, 4.1 5.0 5.1",
    "5.0 5.1, 5.0 5.1",
    "4.0 4.1 5.0 5.1, 4.0 4.1 5.0 5.1",
  })
  void twoWcisWithTwoLinksEachUseWhatIsUp(String up, String paths) {
    assertEquals(paths, Networks.twoByTwo().paths(1, up));
  }

  @Test
  void oneLinkAtATimeIsLostAndComesBack() {
    Networks network = Networks.twoByTwo();
    assertEquals(4, network.route(1, "4.0 4.1 5.0 5.1").stripes());
    assertEquals("4.1 5.0 5.1", network.paths(1, "4.1 5.0 5.1"));
    assertEquals("5.0 5.1", network.paths(1, "5.0 5.1"), "WCI 4 lost");
    assertEquals("5.1", network.paths(1, "5.1"));
    assertFalse(network.route(1, "").isReachable());
    assertEquals("4.1", network.paths(1, "4.1"), "back over the other WCI");
    assertEquals("4.1 5.1", network.paths(1, "4.1 5.1"));
    assertEquals("4.0 4.1 5.0 5.1", network.paths(1, "4.0 4.1 5.0 5.1"));
  }

  @ParameterizedTest(name = "{0} up: {1}")
  @CsvSource({
    "4.0 4.1 4.2, 4.0 4.1",
    "4.1 4.2, 4.1 4.2",
    "4.0 4.2, 4.0 4.2",
    "4.2, 4.2",
    "'', ''",
  })
  void aThirdLinkIsASpare(String up, String paths) {
    Networks network = Networks.of(2).wci(4, true, 1, 1, 1).policy(1, false, false, viaWci(3, 4));
    assertEquals(paths, network.paths(1, up));
  }

  @ParameterizedTest(name = "{0} up: {1}")
  @CsvSource({"4.0 4.1, 4.0", "4.1, 4.1", "'', ''"})
  void withoutLinkStripingAnotherLinkIsASpare(String up, String paths) {
    Networks network = Networks.of(2).wci(4, false, 1, 1).policy(1, false, false, viaWci(2, 4));
    assertEquals(paths, network.paths(1, up));
  }

  @ParameterizedTest(name = "level {0}: {1}")
  @CsvSource({
    "0, ''",
    "1, 4.0",
    "2, 4.0 5.0",
    "3, 4.0 5.0",
    "4, 4.0 4.1 5.0 5.1",
    "9, 4.0 4.1 5.0 5.1",
  })
  void theStripingLevelIsSharedByTheWcisOfAGroup(int level, String paths) {
    Networks network =
        Networks.of(2)
            .wci(4, true, 1, 1)
            .wci(5, true, 1, 1)
            .group(0, 4, 5)
            .policy(1, false, false, viaGroup(level, 0));
    assertEquals(paths, network.paths(1, "4.0 4.1 5.0 5.1"));
  }

  @ParameterizedTest(name = "level {0}: {1}")
  @CsvSource({"1, 4.0", "2, 4.0 4.1", "3, 4.0 4.1"})
  void theStripingLevelLimitsTheLinksOfAWci(int level, String paths) {
    Networks network =
        Networks.of(2).wci(4, true, 1, 1, 1).policy(1, false, false, viaWci(level, 4));
    assertEquals(paths, network.paths(1, "4.0 4.1 4.2"));
  }

  @Test
  void theFirstViableEntryWinsWhereStripingIsNotImportant() {
    Networks network = preferOneLink(false);
    assertEquals("4.0", network.paths(1, "4.0 4.1 5.0 5.1"));
    assertEquals("5.0 5.1", network.paths(1, "5.0 5.1"));
  }

  @Test
  void theEntryWithMostStripesWinsWhereStripingIsImportant() {
    Networks network = preferOneLink(true);
    assertEquals("5.0 5.1", network.paths(1, "4.0 4.1 5.0 5.1"));
    assertEquals("4.0", network.paths(1, "4.0 5.0"), "the first of equals");
  }

  private static Networks preferOneLink(boolean important) {
    return Networks.of(2)
        .wci(4, true, 1, 1)
        .wci(5, true, 1, 1)
        .policy(1, important, false, viaWci(1, 4), viaWci(2, 5));
  }

  @ParameterizedTest(name = "{0} up: {1}")
  @CsvSource({
    "4.0 4.1 5.0 5.1 6.0 6.1 7.0 7.1, 4.0 4.1 5.0 5.1 6.0 6.1 7.0 7.1",
    "4.0 5.0 6.0 7.0 7.1, 4.0 5.0 6.0 7.0 7.1",
    "4.0 5.0 6.0 6.1, 6.0 6.1",
    "4.0 5.0 6.0, 4.0",
    "7.1, 7.1",
  })
  void aGroupThatLacksAWciFallsBackToTheOneWithMostLinks(String up, String paths) {
    assertEquals(paths, fourWcis(false).paths(1, up));
  }

  @ParameterizedTest(name = "{0} up: {1}")
  @CsvSource({
    "4.0 4.1 5.0 5.1 6.0 6.1 7.0 7.1, 4.0 4.1 5.0 5.1 6.0 6.1 7.0 7.1",
    "4.0 4.1 5.0 5.1 6.0 6.1 7.1, 4.0 5.0 6.0 7.1",
    "4.0 4.1, 4.0 4.1",
  })
  void balancedWcisUseAsManyLinksEach(String up, String paths) {
    assertEquals(paths, fourWcis(true).paths(1, up));
  }

  private static Networks fourWcis(boolean balanced) {
    Networks network = Networks.of(2).group(3, 4, 5, 6, 7);
    for (int port = 4; port < 8; port++) {
      network.wci(port, true, 1, 1);
    }
    return network.policy(1, true, balanced, viaGroup(8, 3));
  }

  @Test
  void balanceCountsBeforeStripesAreCompared() {
    Networks network =
        Networks.of(2)
            .wci(4, true, 1, 1)
            .wci(5, true, 1, 1)
            .wci(6, true, 1, 1)
            .group(0, 4, 5)
            .policy(1, true, true, viaWci(2, 6), viaGroup(4, 0));
    assertEquals("6.0 6.1", network.paths(1, "4.0 4.1 5.0 6.0 6.1"));
    assertEquals("4.0 4.1 5.0 5.1", network.paths(1, "4.0 4.1 5.0 5.1 6.0 6.1"));
  }

  @Test
  void nothingIsForwarded() {
    PreferredRoute forwarded =
        new PreferredRoute(2, RoutingMethod.PASSTHROUGH, new UseWci(4), List.of(2));
    Networks network =
        Networks.of(3).wci(4, true, 1, 1).policy(1, true, false, forwarded, viaWci(1, 4));
    assertEquals("4.0", network.paths(1, "4.0 4.1"));
    Networks only = Networks.of(3).wci(4, true, 1, 1).policy(1, true, false, forwarded);
    assertFalse(only.route(1, "4.0 4.1").isReachable());
  }

  @Test
  void theOwnNodeIsReachedWithoutALink() {
    Route own = Networks.twoByTwo().route(0, "");
    assertTrue(own.local());
    assertTrue(own.isReachable());
    assertEquals(0, own.stripes());
  }

  @Test
  void aNodeWithoutPolicyIsOutOfReach() {
    assertFalse(Networks.of(2).wci(4, true, 1).route(1, "4.0").isReachable());
  }

  @Test
  void everyMemberHasARouteInTheOrderOfCnodes() {
    assertEquals(
        List.of(0, 1, 2, 3), List.copyOf(Networks.of(4).router().routes(Set.of()).keySet()));
  }

  @Test
  void linksToSeveralNodesCarryOnlyTheTrafficToTheirOwn() {
    Networks network =
        Networks.of(3)
            .wci(4, true, 1, 2, 1)
            .policy(1, false, false, viaWci(2, 4))
            .policy(2, false, false, viaWci(2, 4));
    assertEquals("4.0 4.2", network.paths(1, "4.0 4.1 4.2"));
    assertEquals("4.1", network.paths(2, "4.0 4.1 4.2"));
    assertEquals("", network.paths(2, "4.0 4.2"));
  }

  @Test
  void aLinkToASwitchLeadsToEveryNode() {
    Networks network =
        Networks.of(3)
            .wci(4, true, Networks.SWITCH, Networks.SWITCH + 1)
            .policy(1, false, false, viaWci(2, 4))
            .policy(2, false, false, viaWci(2, 4));
    assertEquals("4.0 4.1", network.paths(1, "4.0 4.1"));
    assertEquals("4.1", network.paths(2, "4.1"));
  }

  @Test
  void whatIsNotConfiguredIsPassedOver() {
    Networks network =
        Networks.of(2)
            .wci(4, true, 1)
            .policy(1, false, false, viaGroup(2, 9), viaWci(1, 8), viaWci(2, 4));
    assertEquals("4.0", network.paths(1, "4.0 4.1 9.0"));
  }

  @Test
  void aRouteSaysWhatEachWciDoes() {
    assertEquals(
        List.of(new WciRoute(4, 1, List.of(1)), new WciRoute(5, 1, List.of(0, 1))),
        Networks.twoByTwo().route(1, "4.1 5.0 5.1").wcis());
  }
}
