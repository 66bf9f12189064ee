// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.ArrayList;
import java.util.List;
import org.rsmapi.driver.wci.config.RoutingPolicy.PreferredRoute;
import org.rsmapi.driver.wci.config.RoutingPolicy.RoutingMethod;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseGroup;
import org.rsmapi.driver.wci.config.RoutingPolicy.UseWci;
import org.rsmapi.driver.wci.config.RoutingPolicy.Via;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

/** The grammar, a method per construct. Fields have a fixed order, so each method reads like it. */
final class ConfigurationParser {

  private final Tokens in;

  ConfigurationParser(Tokens in) {
    this.in = in;
  }

  List<ControllerConfiguration> file() {
    List<ControllerConfiguration> controllers = new ArrayList<>();
    do {
      controllers.add(controller());
    } while (!in.atEnd());
    return List.copyOf(controllers);
  }

  private ControllerConfiguration controller() {
    long fmNodeId = field("fmnodeid", IntegerRange.FM_NODE_ID);
    String host = in.name("host name");
    int controller = smallField("controller", IntegerRange.CONTROLLER);
    in.expect("{");
    int protocol = smallField("config_protocol_version", IntegerRange.PROTOCOL);
    long version = field("version", IntegerRange.VERSION);
    int local = smallField("local_cnodeid", IntegerRange.CNODE);
    List<Member> members = new ArrayList<>();
    do {
      members.add(member());
    } while (in.at("cnodeid"));
    List<Wci> wcis = new ArrayList<>();
    do {
      wcis.add(wci());
    } while (in.at("wci"));
    List<RoutingPolicy> policies = new ArrayList<>();
    do {
      policies.add(policy());
    } while (in.at("routing_policy"));
    List<StripeGroup> groups = new ArrayList<>();
    while (in.at("stripe_group")) {
      groups.add(group());
    }
    in.expect("}");
    return new ControllerConfiguration(
        fmNodeId, host, controller, protocol, version, local, members, wcis, policies, groups);
  }

  private Member member() {
    int cnode = smallField("cnodeid", IntegerRange.CNODE);
    in.expect("{");
    long fmNodeId = field("fmnodeid", IntegerRange.FM_NODE_ID);
    String host = in.name("host name");
    in.expect("exported_ncslices");
    List<Integer> exported = block(IntegerRange.SLICE);
    in.expect("imported_ncslices");
    List<Integer> imported = block(IntegerRange.SLICE);
    long localOffset = field("local_offset", IntegerRange.OFFSET);
    int commSlice = smallField("comm_ncslice", IntegerRange.SLICE);
    long commOffset = in.integer(IntegerRange.OFFSET);
    in.expect("}");
    return new Member(
        cnode, fmNodeId, host, exported, imported, localOffset, commSlice, commOffset);
  }

  private Wci wci() {
    in.expect("wci");
    in.expect("{");
    int port = smallField("safari_port_id", IntegerRange.PORT);
    int wnode = smallField("wnodeid", IntegerRange.WNODE);
    int gnid = smallField("gnid", IntegerRange.HOST_GNID);
    in.expect("reachable");
    List<Reachable> reachable = new ArrayList<>();
    do {
      reachable.add(reachable());
    } while (in.at("("));
    in.expect("route_map_striping");
    boolean striping = in.bool();
    in.expect("topology_type");
    TopologyType topology = in.constant(TopologyType.values());
    List<Link> links = new ArrayList<>();
    while (in.at("link")) {
      links.add(link());
    }
    in.expect("}");
    return new Wci(port, wnode, gnid, reachable, striping, topology, links);
  }

  private Reachable reachable() {
    in.expect("(");
    int wnode = in.smallInteger(IntegerRange.WNODE);
    in.expect(",");
    int gnid = in.smallInteger(IntegerRange.HOST_GNID);
    in.expect(",");
    int cnode = in.smallInteger(IntegerRange.CNODE);
    in.expect(")");
    return new Reachable(wnode, gnid, cnode);
  }

  private Link link() {
    int number = smallField("link", IntegerRange.LINK);
    in.expect("{");
    int gnid = smallField("remote_gnid", IntegerRange.REMOTE_GNID);
    int link = smallField("remote_link", Limits.remoteLink(gnid));
    int port = smallField("remote_wci", IntegerRange.PORT);
    in.expect("}");
    return new Link(number, gnid, link, port);
  }

  private RoutingPolicy policy() {
    int cnode = smallField("routing_policy", IntegerRange.CNODE);
    in.expect("{");
    List<PreferredRoute> routes = new ArrayList<>();
    do {
      routes.add(route());
    } while (in.at("preferred_route"));
    in.expect("wcis_balanced");
    boolean balanced = in.bool();
    in.expect("striping_important");
    boolean important = in.bool();
    List<Integer> forwarding =
        in.take("forwarding_ncslices") ? integers(IntegerRange.SLICE) : List.of();
    in.expect("}");
    return new RoutingPolicy(cnode, routes, balanced, important, forwarding);
  }

  private PreferredRoute route() {
    in.expect("preferred_route");
    in.expect("{");
    int level = smallField("striping_level", IntegerRange.STRIPING_LEVEL);
    in.expect("routing_method");
    RoutingMethod method = in.constant(RoutingMethod.values());
    Via via =
        in.take("use_wci")
            ? new UseWci(in.smallInteger(IntegerRange.PORT))
            : new UseGroup(smallField("stripe_group", IntegerRange.GROUP));
    List<Integer> switches = in.take("switches") ? integers(IntegerRange.CNODE) : List.of();
    in.expect("}");
    return new PreferredRoute(level, method, via, switches);
  }

  private StripeGroup group() {
    int id = smallField("stripe_group", IntegerRange.GROUP);
    in.expect("{");
    in.expect("wcis");
    List<Integer> ports = integers(IntegerRange.PORT);
    in.expect("}");
    return new StripeGroup(id, ports);
  }

  private long field(String keyword, IntegerRange range) {
    in.expect(keyword);
    return in.integer(range);
  }

  private int smallField(String keyword, IntegerRange range) {
    in.expect(keyword);
    return in.smallInteger(range);
  }

  private List<Integer> block(IntegerRange range) {
    in.expect("{");
    List<Integer> values = integers(range);
    in.expect("}");
    return values;
  }

  private List<Integer> integers(IntegerRange range) {
    List<Integer> values = new ArrayList<>();
    do {
      values.add(in.smallInteger(range));
    } while (in.atInteger(range));
    return values;
  }
}
