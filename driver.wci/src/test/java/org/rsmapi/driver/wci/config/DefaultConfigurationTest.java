// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;

class DefaultConfigurationTest {

  @Test
  void everyControllerHasTwoNodesThatCanBeInstalled() {
    for (int controller = 0; controller < 16; controller++) {
      for (int cnode = 0; cnode < 2; cnode++) {
        ControllerConfiguration c = DefaultConfiguration.of(controller, cnode);
        assertDoesNotThrow(() -> InstallChecks.check(c));
        assertEquals(controller, c.controller());
        assertEquals(cnode, c.localCnode());
        assertEquals("node" + cnode, c.hostName());
        assertEquals(1, c.version());
      }
    }
  }

  @Test
  void theFirstNodeIsThatOfTheExample() {
    ControllerConfiguration example =
        Example.only(Example.TEXT.replace("alpha", "node0").replace("beta", "node1"));
    ControllerConfiguration c = DefaultConfiguration.of(0, 0);
    assertEquals(example.members(), c.members());
    assertEquals(example.wcis(), c.wcis());
    assertEquals(example.groups(), c.groups());
    assertEquals(example.policy(1), c.policy(1));
    assertEquals(
        List.of(
            new PreferredRoute(1, RoutingMethod.MULTIHOP, new UseWci(4), List.of()),
            new PreferredRoute(1, RoutingMethod.MULTIHOP, new UseWci(5), List.of())),
        c.policy(0).orElseThrow().routes());
  }

  @Test
  void theSecondNodeLooksBackAtTheFirst() {
    ControllerConfiguration c = DefaultConfiguration.of(0, 1);
    assertEquals(
        new Member(0, 0x10, "node0", List.of(0xa1), List.of(0xa2), 0x4000, 0xa1, 0x6000),
        c.members().getFirst());
    assertEquals(new Wci.Link(1, 0, 1, 5), c.wci(5).orElseThrow().link(1).orElseThrow());
    assertEquals(1, c.wci(4).orElseThrow().gnid());
  }

  @Test
  void thereAreNoOtherControllersAndNodes() {
    assertThrows(IllegalArgumentException.class, () -> DefaultConfiguration.of(16, 0));
    assertThrows(IllegalArgumentException.class, () -> DefaultConfiguration.of(0, 2));
  }
}
