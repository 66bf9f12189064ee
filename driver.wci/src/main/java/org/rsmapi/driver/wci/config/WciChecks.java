// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.rsmapi.driver.wci.config.InstallChecks.distinct;
import static org.rsmapi.driver.wci.config.InstallChecks.in;
import static org.rsmapi.driver.wci.config.InstallChecks.require;

import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;

/** What the WCIs of a configuration and their links have to be like. */
final class WciChecks {

  private WciChecks() {}

  static void check(ControllerConfiguration c) {
    require(!c.wcis().isEmpty(), "there is no WCI; a controller needs at least one");
    require(
        c.wcis().size() <= Limits.WCIS,
        "there are " + c.wcis().size() + " WCIs; " + Limits.WCIS + " are the most");
    distinct(c.wcis().stream().map(Wci::port).toList(), "safari_port_id %s stands for two WCIs");
    c.wcis().forEach(wci -> check(wci, c));
  }

  private static void check(Wci wci, ControllerConfiguration c) {
    String where = "WCI " + wci.port();
    in(IntegerRange.PORT, wci.port(), "the configuration");
    in(IntegerRange.WNODE, wci.wnode(), where);
    in(IntegerRange.HOST_GNID, wci.gnid(), where);
    for (Reachable node : wci.reachable()) {
      in(IntegerRange.WNODE, node.wnode(), where);
      in(IntegerRange.HOST_GNID, node.gnid(), where);
      require(
          c.member(node.cnode()).isPresent(),
          where + " reaches cnodeid " + node.cnode() + ", which is no member");
    }
    distinct(
        wci.reachable().stream().map(Reachable::wnode).toList(),
        where + ": wnodeid %s is reachable twice");
    distinct(
        wci.reachable().stream().map(Reachable::gnid).toList(),
        where + ": gnid %s is reachable twice");
    distinct(
        wci.reachable().stream().map(Reachable::cnode).toList(),
        where + ": cnodeid %s is reachable twice");
    Reachable self = new Reachable(wci.wnode(), wci.gnid(), c.localCnode());
    require(
        wci.reachable().contains(self),
        where
            + " does not reach its own node; add (%d,%d,%d) to what is reachable"
                .formatted(self.wnode(), self.gnid(), self.cnode()));
    distinct(wci.links().stream().map(Link::number).toList(), where + ": link %s is there twice");
    wci.links().forEach(link -> check(link, wci));
  }

  private static void check(Link link, Wci wci) {
    String where = "link " + link.number() + " of WCI " + wci.port();
    in(IntegerRange.LINK, link.number(), "WCI " + wci.port());
    in(IntegerRange.REMOTE_GNID, link.remoteGnid(), where);
    in(Limits.remoteLink(link.remoteGnid()), link.remoteLink(), where);
    in(IntegerRange.PORT, link.remotePort(), where);
    require(
        link.remoteGnid() >= Limits.FIRST_SWITCH_GNID
            || wci.reachable().stream().anyMatch(node -> node.gnid() == link.remoteGnid()),
        where + " leads to gnid " + link.remoteGnid() + ", which is not reachable by the WCI");
  }
}
