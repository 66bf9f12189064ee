// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.RoutingPolicy.Via;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

/** What follows from cables alone. */
class NetlistTest {

  private static final String TWO_BY_TWO =
      """
      # two WCIs with two links
      alpha.4.0=beta.6.0
      alpha.4.1=beta.6.1   # the second link
      alpha.5.0=beta.7.0
      alpha.5.1=beta.7.1
      """;

  private static Map<String, ControllerConfiguration> configurations(String text) {
    Map<String, ControllerConfiguration> configurations =
        Netlist.read(text, "test").configurations(7);
    configurations.values().forEach(c -> assertDoesNotThrow(() -> InstallChecks.check(c)));
    return configurations;
  }

  private static PreferredRoute route(int level, Via via) {
    return new PreferredRoute(level, RoutingMethod.MULTIHOP, via, List.of());
  }

  @Test
  void eachHostHasAConfigurationInTheOrderOfCnodes() {
    Map<String, ControllerConfiguration> all = configurations(TWO_BY_TWO);
    assertEquals(List.of("alpha", "beta"), List.copyOf(all.keySet()));
    all.forEach((host, c) -> assertEquals(host, c.hostName()));
    ControllerConfiguration beta = all.get("beta");
    assertEquals(1, beta.localCnode());
    assertEquals(0x11, beta.fmNodeId());
    assertEquals(0, beta.controller());
    assertEquals(2, beta.protocolVersion());
    assertEquals(7, beta.version());
  }

  @Test
  void slicesAndOffsetsFollowFromTheCnodes() {
    assertEquals(
        List.of(
            new Member(0, 0x10, "alpha", List.of(0xa1), List.of(0xa2), 0x4000, 0xa1, 0x6000),
            new Member(1, 0x11, "beta", List.of(0xa2), List.of(0xa2), 0x6000, 0xa2, 0x6000)),
        configurations(TWO_BY_TWO).get("beta").members());
  }

  @Test
  void cablesAreLinksInBothDirections() {
    Map<String, ControllerConfiguration> all = configurations(TWO_BY_TWO);
    assertEquals(
        List.of(new Link(0, 1, 0, 6), new Link(1, 1, 1, 6)),
        all.get("alpha").wci(4).orElseThrow().links());
    assertEquals(
        List.of(new Link(0, 0, 0, 4), new Link(1, 0, 1, 4)),
        all.get("beta").wci(6).orElseThrow().links());
  }

  @Test
  void aWciReachesItsOwnNodeAndWhereCablesLead() {
    Wci wci = configurations(TWO_BY_TWO).get("beta").wci(6).orElseThrow();
    assertEquals(1, wci.wnode());
    assertEquals(1, wci.gnid());
    assertEquals(List.of(new Reachable(0, 0, 0), new Reachable(1, 1, 1)), wci.reachable());
    assertEquals(TopologyType.DISTRIBUTED_SWITCH, wci.topology());
  }

  @Test
  void eachSubNetworkNumbersItsNodes() {
    Map<String, ControllerConfiguration> all =
        configurations("a.0.0=b.0.0\nb.1.0=c.1.0\na.2.0=c.2.0");
    Wci wci = all.get("c").wci(1).orElseThrow();
    assertEquals(1, wci.wnode());
    assertEquals(2, wci.gnid());
    assertEquals(List.of(new Reachable(0, 1, 1), new Reachable(1, 2, 2)), wci.reachable());
  }

  @Test
  void linksShareTrafficIfTheyEndAtOneWci() {
    assertTrue(configurations(TWO_BY_TWO).get("alpha").wci(4).orElseThrow().routeMapStriping());
    String otherWci = TWO_BY_TWO.replace("beta.6.1", "beta.8.1");
    assertFalse(configurations(otherWci).get("alpha").wci(4).orElseThrow().routeMapStriping());
  }

  @Test
  void twoWcisToANodeAreAGroupThatIsPreferred() {
    ControllerConfiguration c = configurations(TWO_BY_TWO).get("alpha");
    assertEquals(List.of(new StripeGroup(0, List.of(4, 5))), c.groups());
    assertEquals(
        new RoutingPolicy(
            1,
            List.of(route(2, new UseGroup(0)), route(1, new UseWci(4)), route(1, new UseWci(5))),
            false,
            true,
            List.of()),
        c.policy(1).orElseThrow());
  }

  @Test
  void oneWciIsARouteByItself() {
    ControllerConfiguration c = configurations("a.0.0=b.0.0").get("a");
    assertEquals(List.of(), c.groups());
    assertEquals(List.of(route(1, new UseWci(0))), c.policy(1).orElseThrow().routes());
  }

  @Test
  void theNodeItselfIsReachedByEachWci() {
    assertEquals(
        new RoutingPolicy(
            0, List.of(route(1, new UseWci(4)), route(1, new UseWci(5))), false, true, List.of()),
        configurations(TWO_BY_TWO).get("alpha").policy(0).orElseThrow());
  }

  @Test
  void noWciIsInTwoGroups() {
    ControllerConfiguration c =
        configurations("a.0.0=b.0.0 a.1.0=b.1.0 a.1.1=c.1.0 a.2.0=c.2.0 a.3.0=c.3.0 b.4.0=c.4.0")
            .get("a");
    assertEquals(
        List.of(new StripeGroup(0, List.of(0, 1)), new StripeGroup(1, List.of(2, 3))), c.groups());
    assertEquals(
        List.of(
            route(2, new UseGroup(1)),
            route(1, new UseWci(1)),
            route(1, new UseWci(2)),
            route(1, new UseWci(3))),
        c.policy(2).orElseThrow().routes());
  }

  @Test
  void versionsOfNetlistsHaveAMarkAndAreTheSameOnAllHosts() {
    Map<String, ControllerConfiguration> all = Netlist.read(TWO_BY_TWO, "test").configurations();
    long version = all.get("alpha").version();
    assertEquals(0x80000000L, version >>> 32);
    assertEquals(version, all.get("beta").version());
  }

  @Test
  void whatIsMadeIsReadAsTheSame() {
    List<ControllerConfiguration> all = List.copyOf(configurations(TWO_BY_TWO).values());
    assertEquals(all, ConfigurationText.parse(ConfigurationText.print(all), "printed"));
  }
}
