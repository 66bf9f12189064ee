// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.rsmapi.driver.wci.config.InstallChecks.distinct;
import static org.rsmapi.driver.wci.config.InstallChecks.in;
import static org.rsmapi.driver.wci.config.InstallChecks.require;

import org.rsmapi.driver.wci.config.LifeCycleException.Code;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;

/** What the routing policies and stripe groups of a configuration have to be like. */
final class RoutingChecks {

  private RoutingChecks() {}

  static void check(ControllerConfiguration c) {
    distinct(
        c.policies().stream().map(RoutingPolicy::cnode).toList(),
        "cnodeid %s has two routing policies");
    for (Member member : c.members()) {
      require(
          c.policy(member.cnode()).isPresent(),
          "cnodeid " + member.cnode() + " has no routing_policy; each member needs one");
    }
    distinct(c.groups().stream().map(StripeGroup::id).toList(), "stripe_group %s is there twice");
    c.groups().forEach(group -> check(group, c));
    distinct(
        c.groups().stream().flatMap(group -> group.ports().stream()).toList(),
        "WCI %s is in two stripe groups; one is the most");
    c.policies().forEach(policy -> check(policy, c));
  }

  private static void check(StripeGroup group, ControllerConfiguration c) {
    String where = "stripe_group " + group.id();
    in(IntegerRange.GROUP, group.id(), "the configuration");
    int size = group.ports().size();
    require(
        size == 1 || size == 2 || size == 4,
        where + " has " + size + " WCIs; it can have 1, 2 or 4");
    distinct(group.ports(), where + " names WCI %s twice");
    for (int port : group.ports()) {
      require(c.wci(port).isPresent(), where + " names WCI " + port + ", which does not exist");
    }
  }

  private static void check(RoutingPolicy policy, ControllerConfiguration c) {
    String where = "routing_policy " + policy.cnode();
    require(c.member(policy.cnode()).isPresent(), where + " is for no member");
    require(!policy.routes().isEmpty(), where + " has no preferred_route");
    policy.routes().forEach(route -> check(route, c, where));
    if (!policy.forwardingSlices().isEmpty()) {
      throw new LifeCycleException(
          Code.ENOTSUP, where + " asks for forwarding, which is not done: no forwarding_ncslices");
    }
  }

  private static void check(PreferredRoute route, ControllerConfiguration c, String where) {
    in(IntegerRange.STRIPING_LEVEL, route.stripingLevel(), where);
    require(
        route.switches().size() <= Limits.SWITCHES,
        where
            + " has a route over "
            + route.switches().size()
            + " nodes; "
            + Limits.SWITCHES
            + " are the most");
    switch (route.via()) {
      case UseWci wci ->
          require(
              c.wci(wci.port()).isPresent(),
              where + " uses WCI " + wci.port() + ", which does not exist");
      case UseGroup group ->
          require(
              c.group(group.id()).isPresent(),
              where + " uses stripe_group " + group.id() + ", which does not exist");
    }
    if (route.method() == RoutingMethod.PASSTHROUGH) {
      throw new LifeCycleException(
          Code.ENOTSUP, where + " asks for passthrough, which is not done: multihop only");
    }
  }
}
