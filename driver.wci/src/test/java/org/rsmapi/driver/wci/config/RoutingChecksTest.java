// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.rsmapi.driver.wci.config.Example.refused;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;

/** The checks of routing policies and stripe groups. */
class RoutingChecksTest {

  private static final String GROUP = "stripe_group 0 { wcis 4 5 }";

  private static void unsupported(String message, String part, String instead) {
    Example.fails(
        Code.ENOTSUP,
        message,
        () -> InstallChecks.check(Example.only(Example.with(part, instead))));
  }

  private static ControllerConfiguration withPolicies(RoutingPolicy... policies) {
    ControllerConfiguration c = Example.configuration();
    return new ControllerConfiguration(
        c.fmNodeId(),
        c.hostName(),
        c.controller(),
        c.protocolVersion(),
        c.version(),
        c.localCnode(),
        c.members(),
        c.wcis(),
        List.of(policies),
        c.groups());
  }

  /** The example with six WCIs, 4 to 9, and other groups. */
  private static String sixWcis(String groups) {
    String text = Example.with(GROUP, groups);
    int start = text.indexOf("  wci {\n    safari_port_id 5");
    String wci = text.substring(start, text.indexOf("  routing_policy 0"));
    String more =
        IntStream.range(6, 10)
            .mapToObj(port -> wci.replace("safari_port_id 5", "safari_port_id " + port))
            .collect(Collectors.joining());
    return text.substring(0, start) + more + text.substring(start);
  }

  private static void groupsRefused(String message, String groups) {
    Example.fails(Code.EINVAL, message, () -> InstallChecks.check(Example.only(sixWcis(groups))));
  }

  private static void groupsTaken(String groups) {
    assertDoesNotThrow(() -> InstallChecks.check(Example.only(sixWcis(groups))));
  }

  @Test
  void eachMemberHasOnePolicyTheNodeItselfToo() {
    refused("cnodeid 1 has two routing policies", "routing_policy 0", "routing_policy 1");
    refused("cnodeid 0 has no routing_policy", "routing_policy 0", "routing_policy 2");
    refused("cnodeid 1 has no routing_policy", "routing_policy 1", "routing_policy 2");
    refused(
        "routing_policy 2 is for no member",
        "  stripe_group 0 { wcis",
        "  routing_policy 2 { preferred_route { striping_level 1 routing_method multihop"
            + " use_wci 4 } wcis_balanced false striping_important true } stripe_group 0 { wcis");
  }

  @Test
  void routesUseWcisAndGroupsThatExist() {
    refused("routing_policy 1 uses WCI 6, which does not exist", "use_wci 5", "use_wci 6");
    refused(
        "routing_policy 1 uses stripe_group 1, which does not exist",
        "multihop stripe_group 0",
        "multihop stripe_group 1");
  }

  @Test
  void aGroupHasOneTwoOrFourWcis() {
    groupsTaken("stripe_group 0 { wcis 4 }");
    groupsTaken("stripe_group 0 { wcis 4 5 }");
    groupsTaken("stripe_group 0 { wcis 4 5 6 7 }");
    groupsRefused(
        "stripe_group 0 has 3 WCIs; it can have 1, 2 or 4", "stripe_group 0 { wcis 4 5 6 }");
    groupsRefused(
        "stripe_group 0 has 5 WCIs; it can have 1, 2 or 4", "stripe_group 0 { wcis 4 5 6 7 8 }");
  }

  @Test
  void aWciIsInOneGroup() {
    groupsTaken("stripe_group 0 { wcis 4 5 6 7 } stripe_group 1 { wcis 8 9 }");
    groupsRefused(
        "WCI 5 is in two stripe groups", "stripe_group 0 { wcis 4 5 } stripe_group 1 { wcis 5 6 }");
    groupsRefused("stripe_group 0 names WCI 5 twice", "stripe_group 0 { wcis 5 5 }");
  }

  @Test
  void groupsAreDistinctAndOfWcisThatExist() {
    groupsRefused(
        "stripe_group 0 is there twice", "stripe_group 0 { wcis 4 } stripe_group 0 { wcis 5 }");
    groupsRefused(
        "stripe_group 0 names WCI 10, which does not exist", "stripe_group 0 { wcis 4 10 }");
  }

  @Test
  void forwardingIsNotSupported() {
    unsupported(
        "routing_policy 0 asks for forwarding",
        "use_wci 4 }\n    wcis_balanced false\n    striping_important true\n  }\n  routing_policy 1",
        "use_wci 4 }\n    wcis_balanced false\n    striping_important true"
            + " forwarding_ncslices 0xa2\n  }\n  routing_policy 1");
  }

  @Test
  void passthroughIsNotSupported() {
    unsupported(
        "routing_policy 1 asks for passthrough", "multihop use_wci 5", "passthrough use_wci 5");
  }

  @Test
  void aRouteHasALimitOfNodesOnItsWay() {
    refused(
        "routing_policy 1 has a route over 39 nodes; 38 are the most",
        "use_wci 5",
        "use_wci 5 switches" + " 1".repeat(39));
  }

  @Test
  void policiesHaveRoutesWithALevel() {
    PreferredRoute good = new PreferredRoute(1, RoutingMethod.MULTIHOP, new UseWci(4), List.of());
    PreferredRoute level0 = new PreferredRoute(0, RoutingMethod.MULTIHOP, new UseWci(4), List.of());
    RoutingPolicy own = new RoutingPolicy(0, List.of(good), false, true, List.of());
    Example.fails(
        Code.EINVAL,
        "routing_policy 1 has no preferred_route",
        () ->
            InstallChecks.check(
                withPolicies(own, new RoutingPolicy(1, List.of(), false, true, List.of()))));
    Example.fails(
        Code.EINVAL,
        "routing_policy 1: 0 is no striping level",
        () ->
            InstallChecks.check(
                withPolicies(own, new RoutingPolicy(1, List.of(level0), false, true, List.of()))));
  }
}
