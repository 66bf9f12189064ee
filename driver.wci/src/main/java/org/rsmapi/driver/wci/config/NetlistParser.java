// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rsmapi.driver.wci.config.Cabling.Cable;
import org.rsmapi.driver.wci.config.Cabling.End;

/** Reads cables and options, and refuses what no configuration can be made from. */
final class NetlistParser {

  /** Slice 255 is left for the second host. */
  private static final IntegerRange SLICE_BASE = new IntegerRange("first slice", 1, 254);

  private static final IntegerRange GNID_OFFSET = new IntegerRange("first gnid", 0, 15);

  private final Tokens in;
  private final List<Cable> cables = new ArrayList<>();
  private final Set<String> switches = new HashSet<>();
  private final Set<String> declaredHosts = new HashSet<>();

  /** Where each node is named first. */
  private final Map<String, Token> nodes = new LinkedHashMap<>();

  /** Where each end is. */
  private final Map<End, Token> ends = new LinkedHashMap<>();

  private final Set<String> options = new HashSet<>();
  private NetlistOptions chosen = NetlistOptions.DEFAULT;

  NetlistParser(Tokens in) {
    this.in = in;
  }

  Netlist netlist() {
    while (!in.atEnd()) {
      if (in.peek().text().startsWith("-")) {
        option();
      } else {
        cable();
      }
    }
    if (cables.isEmpty()) {
      throw in.wrong(in.peek(), "found end of file, expected a cable: host.wci.link=host.wci.link");
    }
    Cabling cabling =
        new Cabling(
            nodes.keySet().stream().filter(node -> !switches.contains(node)).toList(),
            nodes.keySet().stream().filter(switches::contains).toList(),
            cables);
    new Check(cabling).all();
    return new Netlist(cabling, chosen);
  }

  private void option() {
    Token option = in.peek();
    if (in.take("-host")) {
      declaredHosts.add(node());
    } else if (in.take("-switch")) {
      switches.add(node());
    } else if (in.take("-multihop")) {
      chosen = chosen.withMultihop();
    } else if (in.take("-passthrough")) {
      chosen = chosen.withPassthrough();
    } else {
      numericOption();
      if (!options.add(option.text())) {
        throw in.wrong(option, "found \"" + option.text() + "\" again; give it once");
      }
    }
  }

  private void numericOption() {
    if (in.take("-controller")) {
      chosen = chosen.withController(in.smallInteger(IntegerRange.CONTROLLER));
    } else if (in.take("-ncslice")) {
      chosen = chosen.withSliceBase(in.smallInteger(SLICE_BASE));
    } else {
      in.expect("-gnid");
      chosen = chosen.withGnidOffset(in.smallInteger(GNID_OFFSET));
    }
  }

  private void cable() {
    End a = end();
    in.expect("=");
    Token far = in.peek();
    End b = end();
    if (a.node().equals(b.node())) {
      throw in.wrong(far, "found " + b + " at both ends of a cable, expected another node");
    }
    cables.add(new Cable(a, b));
  }

  private End end() {
    Token start = in.peek();
    String node = node();
    in.expect(".");
    int wci = in.smallInteger(IntegerRange.PORT);
    in.expect(".");
    End end = new End(node, wci, in.smallInteger(IntegerRange.SWITCH_LINK));
    if (ends.putIfAbsent(end, start) != null) {
      throw in.wrong(start, "found " + end + " again; it has a cable already");
    }
    return end;
  }

  private String node() {
    Token start = in.peek();
    String name = in.name("host name");
    nodes.putIfAbsent(name, start);
    return name;
  }

  /** What can be checked only when all is known. */
  private final class Check {

    private final Cabling cabling;

    Check(Cabling cabling) {
      this.cabling = cabling;
    }

    void all() {
      if (cabling.hosts().isEmpty()) {
        throw in.wrong(in.peek(), "there are switches only, expected a host");
      }
      ends.forEach(
          (end, token) -> {
            if (!switches.contains(end.node()) && !IntegerRange.LINK.contains(end.link())) {
              throw in.wrong(token, "found " + end + ", expected " + IntegerRange.LINK);
            }
          });
      nodes.forEach(this::node);
      cabling.switches().stream()
          .skip(Limits.SWITCHES)
          .forEach(
              name -> {
                throw wrong(name, "is one switch too many; " + Limits.SWITCHES + " are the most");
              });
      for (int cnode = 0; cnode < cabling.hosts().size(); cnode++) {
        host(cabling.hosts().get(cnode), cnode);
      }
    }

    private void node(String name, Token token) {
      if (switches.contains(name) && declaredHosts.contains(name)) {
        throw in.wrong(token, name + " is said to be a host and a switch");
      }
      if (cabling.ports(name).isEmpty()) {
        throw in.wrong(token, name + " has no cable");
      }
    }

    private void host(String name, int cnode) {
      if (!IntegerRange.HOST_GNID.contains(chosen.gnid(cnode))) {
        throw wrong(
            name,
            "would be %d, expected %s: name fewer hosts, or take a lower -gnid"
                .formatted(chosen.gnid(cnode), IntegerRange.HOST_GNID));
      }
      if (!IntegerRange.SLICE.contains(chosen.slice(cnode))) {
        throw wrong(
            name,
            "would export %d, expected %s: take a lower -ncslice or -controller"
                .formatted(chosen.slice(cnode), IntegerRange.SLICE));
      }
      if (cabling.ports(name).size() > Limits.WCIS) {
        throw wrong(name, "has more than " + Limits.WCIS + " WCIs");
      }
      for (String other : cabling.hosts()) {
        if (!other.equals(name)) {
          connection(name, other);
        }
      }
    }

    private void connection(String name, String other) {
      boolean multihop = chosen.multihop();
      if (!cabling.portsTo(name, other, multihop).isEmpty()) {
        return;
      }
      if (!chosen.passthrough() || cabling.between(name, other, multihop).isEmpty()) {
        throw wrong(
            name,
            "does not reach "
                + other
                + (multihop ? "; connect them" : "; connect them, or go over others: -multihop"));
      }
    }

    private ConfigurationException wrong(String node, String message) {
      return in.wrong(nodes.getOrDefault(node, in.peek()), node + " " + message);
    }
  }
}
