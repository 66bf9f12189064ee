// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

class ConfigurationParserTest {

  @Test
  void everyFieldOfTheExampleIsRead() {
    ControllerConfiguration c = Example.configuration();
    assertEquals(0x10, c.fmNodeId());
    assertEquals("alpha", c.hostName());
    assertEquals(0, c.controller());
    assertEquals(2, c.protocolVersion());
    assertEquals(1, c.version());
    assertEquals(0, c.localCnode());
    assertEquals(
        new Member(1, 0x11, "beta", List.of(0xa2), List.of(0xa1), 0x6000, 0xa2, 0x4000),
        c.members().get(1));
    assertEquals(
        new Wci(
            5,
            0,
            0,
            List.of(new Reachable(0, 0, 0), new Reachable(1, 1, 1)),
            true,
            TopologyType.DISTRIBUTED_SWITCH,
            List.of(new Link(0, 1, 0, 5), new Link(1, 1, 1, 5))),
        c.wcis().get(1));
    assertEquals(
        new RoutingPolicy(
            1,
            List.of(
                new PreferredRoute(4, RoutingMethod.MULTIHOP, new UseGroup(0), List.of()),
                new PreferredRoute(2, RoutingMethod.MULTIHOP, new UseWci(4), List.of()),
                new PreferredRoute(2, RoutingMethod.MULTIHOP, new UseWci(5), List.of())),
            false,
            true,
            List.of()),
        c.policies().get(1));
    assertEquals(List.of(new StripeGroup(0, List.of(4, 5))), c.groups());
  }

  @Test
  void theOptionalFieldsAreRead() {
    String text =
        Example.with(
            "multihop use_wci 5 }\n    wcis_balanced false\n    striping_important true",
            "passthrough use_wci 5 switches 1 2 3 }\n    wcis_balanced true\n"
                + "    striping_important false\n    forwarding_ncslices 0xa1 162");
    RoutingPolicy policy = Example.only(text).policies().get(1);
    assertEquals(
        new PreferredRoute(2, RoutingMethod.PASSTHROUGH, new UseWci(5), List.of(1, 2, 3)),
        policy.routes().getLast());
    assertTrue(policy.wcisBalanced());
    assertFalse(policy.stripingImportant());
    assertEquals(List.of(0xa1, 0xa2), policy.forwardingSlices());
  }

  @Test
  void linksAndGroupsMayBeMissing() {
    String text = Example.TEXT.replaceAll("link \\d \\{[^}]*}|stripe_group 0 \\{[^}]*}", "");
    ControllerConfiguration c = Example.only(text);
    assertEquals(List.of(), c.groups());
    assertEquals(List.of(), c.wcis().getFirst().links());
  }

  @Test
  void linesAndCommentsDoNotMatter() {
    String oneLine = Example.TEXT.replaceAll("(#|//).*", " ").replace('\n', ' ');
    assertEquals(Example.configuration(), Example.only(oneLine));
    String tokenPerLine = oneLine.replace(" ", " # } 7 \"\r\n\t// link { é \n");
    assertEquals(Example.configuration(), Example.only(tokenPerLine));
    assertEquals(Example.configuration(), Example.only(Example.TEXT + "// the end"));
    assertEquals(Example.configuration(), Example.only(oneLine.replace("0 alpha", "0 alpha#x\n")));
  }

  @Test
  void integersAreDecimalOrHexadecimal() {
    String text =
        Example.TEXT.replace("0x10 ", "16 ").replace("0xa1", "161").replace(" 4\n", " 0x4\n");
    assertEquals(Example.configuration(), Example.only(text.replace("0xa2", "0xA2")));
    assertEquals(10, Example.only(Example.with("version 1\n", "version 010\n")).version());
  }

  @Test
  void versionsAndNodeIdsHaveSixtyFourBits() {
    ControllerConfiguration c =
        Example.only(
            Example.change(
                Example.with("version 1\n", "version 0x8000000012345678\n"),
                "fmnodeid 0x11",
                "fmnodeid 18446744073709551615"));
    assertEquals(0x8000000012345678L, c.version());
    assertEquals(-1, c.members().get(1).fmNodeId());
  }

  @Test
  void eachTopologyIsKnown() {
    for (TopologyType topology : TopologyType.values()) {
      String text = Example.TEXT.replace("distributed_switch", Tokens.keyword(topology));
      assertEquals(topology, Example.only(text).wcis().getFirst().topology());
    }
  }

  @Test
  void keywordsCanBeNames() {
    assertEquals(
        "controller",
        Example.only(Example.with("0x11 beta", "0x11 controller")).members().get(1).hostName());
  }

  @Test
  void aFileHasSeveralControllersInItsOwnOrder() {
    String second = Example.with("controller 0", "controller 15");
    List<ControllerConfiguration> both =
        ConfigurationText.parse(second + Example.TEXT, "two controllers");
    assertEquals(List.of(15, 0), both.stream().map(ControllerConfiguration::controller).toList());
  }

  @Test
  void membersWcisLinksAndGroupsAreSorted() {
    String swapped =
        Example.TEXT
            .replace("cnodeid 0 {", "cnodeid 7 {")
            .replace("safari_port_id 4", "safari_port_id 9")
            .replace("link 0 {", "link 2 {")
            .replace("wcis 4 5 }", "wcis 9 5 } stripe_group 0 { wcis 6 }")
            .replace("stripe_group 0 { wcis 9", "stripe_group 3 { wcis 9");
    ControllerConfiguration c = Example.only(swapped);
    assertEquals(List.of(1, 7), c.members().stream().map(Member::cnode).toList());
    assertEquals(List.of(5, 9), c.wcis().stream().map(Wci::port).toList());
    assertEquals(List.of(1, 2), c.wcis().getFirst().links().stream().map(Link::number).toList());
    assertEquals(
        List.of(new StripeGroup(0, List.of(6)), new StripeGroup(3, List.of(5, 9))), c.groups());
  }
}
