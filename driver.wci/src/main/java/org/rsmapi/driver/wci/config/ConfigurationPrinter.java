// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.List;
import java.util.stream.Collectors;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.Wci.Link;

/** Writes configurations as the parser takes them. */
final class ConfigurationPrinter {

  private final StringBuilder out = new StringBuilder();
  private int depth;

  String print(List<ControllerConfiguration> controllers) {
    controllers.forEach(this::controller);
    return out.toString();
  }

  private void controller(ControllerConfiguration c) {
    line("fmnodeid " + hex(c.fmNodeId()) + " " + c.hostName());
    open("controller " + c.controller());
    line("config_protocol_version " + c.protocolVersion());
    line("version " + hex(c.version()));
    line("local_cnodeid " + c.localCnode());
    c.members().forEach(this::member);
    c.wcis().forEach(this::wci);
    c.policies().forEach(this::policy);
    c.groups().forEach(this::group);
    close();
  }

  private void member(Member member) {
    open("cnodeid " + member.cnode());
    line("fmnodeid " + hex(member.fmNodeId()) + " " + member.hostName());
    line("exported_ncslices { " + slices(member.exportedSlices()) + " }");
    line("imported_ncslices { " + slices(member.importedSlices()) + " }");
    line("local_offset " + hex(member.localOffset()));
    line("comm_ncslice " + hex(member.commSlice()) + " " + hex(member.commOffset()));
    close();
  }

  private void wci(Wci wci) {
    open("wci");
    line("safari_port_id " + wci.port());
    line("wnodeid " + wci.wnode());
    line("gnid " + wci.gnid());
    line(
        wci.reachable().stream()
            .map(node -> "(" + node.wnode() + "," + node.gnid() + "," + node.cnode() + ")")
            .collect(Collectors.joining(" ", "reachable ", "")));
    line("route_map_striping " + wci.routeMapStriping());
    line("topology_type " + Tokens.keyword(wci.topology()));
    wci.links().forEach(this::link);
    close();
  }

  private void link(Link link) {
    line(
        "link "
            + link.number()
            + " { remote_gnid "
            + link.remoteGnid()
            + " remote_link "
            + link.remoteLink()
            + " remote_wci "
            + link.remotePort()
            + " }");
  }

  private void policy(RoutingPolicy policy) {
    open("routing_policy " + policy.cnode());
    policy.routes().forEach(this::route);
    line("wcis_balanced " + policy.wcisBalanced());
    line("striping_important " + policy.stripingImportant());
    if (!policy.forwardingSlices().isEmpty()) {
      line("forwarding_ncslices " + slices(policy.forwardingSlices()));
    }
    close();
  }

  private void route(PreferredRoute route) {
    String via =
        switch (route.via()) {
          case UseWci wci -> "use_wci " + wci.port();
          case UseGroup group -> "stripe_group " + group.id();
        };
    open("preferred_route");
    line("striping_level " + route.stripingLevel());
    line("routing_method " + Tokens.keyword(route.method()));
    line(via);
    if (!route.switches().isEmpty()) {
      line("switches " + decimals(route.switches()));
    }
    close();
  }

  private void group(StripeGroup group) {
    line("stripe_group " + group.id() + " { wcis " + decimals(group.ports()) + " }");
  }

  private void open(String what) {
    line(what + " {");
    depth++;
  }

  private void close() {
    depth--;
    line("}");
  }

  private void line(String text) {
    out.repeat("  ", depth).append(text).append('\n');
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static String slices(List<Integer> slices) {
    return slices.stream().map(ConfigurationPrinter::hex).collect(Collectors.joining(" "));
  }

  private static String decimals(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
