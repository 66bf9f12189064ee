// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

/** What each option does. */
class NetlistOptionsTest {

  private static final String PAIR = "\na.0.0=b.0.0";

  /** Two cables, so that the ends do not reach each other at once. */
  private static final String CHAIN = "\na.0.0=b.0.0 b.0.1=c.0.0";

  private static Map<String, ControllerConfiguration> unchecked(String text) {
    return Netlist.read(text, "test").configurations(7);
  }

  private static Map<String, ControllerConfiguration> configurations(String text) {
    Map<String, ControllerConfiguration> configurations = unchecked(text);
    configurations.values().forEach(c -> assertDoesNotThrow(() -> InstallChecks.check(c)));
    return configurations;
  }

  private static List<Integer> slices(String text) {
    return configurations(text).get("a").members().stream().map(Member::commSlice).toList();
  }

  private static Set<Integer> reached(Map<String, ControllerConfiguration> all, String host) {
    return all.get(host).wcis().getFirst().reachable().stream()
        .map(Wci.Reachable::cnode)
        .collect(Collectors.toSet());
  }

  @Test
  void controllerIsTheNumberOfTheNetwork() {
    assertEquals(15, configurations("-controller 15" + PAIR).get("b").controller());
  }

  @Test
  void eachControllerHasFourSlicesAndWithMultihopTen() {
    assertEquals(List.of(0xa1, 0xa2), slices(PAIR));
    assertEquals(List.of(0xa1 + 12, 0xa2 + 12), slices("-controller 3" + PAIR));
    assertEquals(List.of(0xa1 + 30, 0xa2 + 30), slices("-controller 3 -multihop" + PAIR));
  }

  @Test
  void ncsliceIsTheFirstSlice() {
    assertEquals(List.of(1, 2), slices("-ncslice 1" + PAIR));
    assertEquals(List.of(0x24, 0x25), slices("-ncslice 0x20 -controller 1" + PAIR));
    assertEquals(List.of(254, 255), slices("-ncslice 254" + PAIR));
  }

  @Test
  void gnidIsTheFirstGnid() {
    Map<String, ControllerConfiguration> all = configurations("-gnid 14" + PAIR);
    assertEquals(14, all.get("a").wcis().getFirst().gnid());
    assertEquals(15, all.get("a").wcis().getFirst().links().getFirst().remoteGnid());
    assertEquals(0, all.get("a").localCnode());
  }

  @Test
  void hostGivesCnodesBeforeCablesDo() {
    Map<String, ControllerConfiguration> all = configurations("-host b -host a" + PAIR);
    assertEquals(List.of("b", "a"), List.copyOf(all.keySet()));
    assertEquals(1, all.get("a").localCnode());
  }

  @Test
  void multihopReachesOverWcisOfOthers() {
    Map<String, ControllerConfiguration> all = configurations("-multihop" + CHAIN);
    assertEquals(Set.of(0, 1, 2), reached(all, "a"));
    assertEquals(Set.of(0, 1, 2), reached(all, "c"));
    assertEquals(
        List.of(new PreferredRoute(1, RoutingMethod.MULTIHOP, new UseWci(0), List.of())),
        all.get("a").policy(2).orElseThrow().routes());
  }

  @Test
  void passthroughIsMadeAndThenNotInstalled() {
    Map<String, ControllerConfiguration> all =
        unchecked("-passthrough\na.0.0=b.0.0 b.1.0=c.0.0 c.1.0=d.0.0");
    assertEquals(
        List.of(new PreferredRoute(1, RoutingMethod.PASSTHROUGH, new UseWci(0), List.of(1, 2))),
        all.get("a").policy(3).orElseThrow().routes());
    assertEquals(List.of(0xa4), all.get("b").policy(3).orElseThrow().forwardingSlices());
    assertEquals(List.of(), all.get("a").policy(3).orElseThrow().forwardingSlices());
    all.forEach((host, c) -> Example.fails(Code.ENOTSUP, "asks for", () -> InstallChecks.check(c)));
  }

  @Test
  void passthroughChangesNothingWhereCablesLead() {
    assertEquals(configurations(PAIR), configurations("-passthrough" + PAIR));
  }

  @Test
  void switchesHaveGnidsFromSixteenAndNoConfiguration() {
    Map<String, ControllerConfiguration> all =
        configurations("-switch s -switch t\na.0.0=s.0.7 b.0.0=s.0.1 a.1.0=t.0.0 b.1.0=t.0.1");
    assertEquals(List.of("a", "b"), List.copyOf(all.keySet()));
    ControllerConfiguration a = all.get("a");
    assertEquals(List.of(new Link(0, 16, 7, 0)), a.wci(0).orElseThrow().links());
    assertEquals(List.of(new Link(0, 17, 0, 0)), a.wci(1).orElseThrow().links());
    assertEquals(TopologyType.CENTRAL_SWITCH, a.wci(0).orElseThrow().topology());
    assertEquals(Set.of(0, 1), reached(all, "a"));
    assertEquals(3, a.policy(1).orElseThrow().routes().size());
  }

  @Test
  void switchesInARowAreANetwork() {
    Map<String, ControllerConfiguration> all =
        configurations("a.0.0=s.0.7\nb.0.0=t.0.1\ns.0.6=t.0.6\n-switch s\n-switch t");
    assertEquals(TopologyType.SAN_SWITCH, all.get("b").wcis().getFirst().topology());
    assertEquals(Set.of(0, 1), reached(all, "b"));
  }
}
