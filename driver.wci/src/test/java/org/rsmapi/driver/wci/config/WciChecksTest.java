// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.rsmapi.driver.wci.config.Example.refused;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;
import org.rsmapi.driver.wci.config.Wci.Link;
import org.rsmapi.driver.wci.config.Wci.Reachable;
import org.rsmapi.driver.wci.config.Wci.TopologyType;

/** The checks of WCIs and links. */
class WciChecksTest {

  private static final String REACHABLE_4 =
      "safari_port_id 4\n    wnodeid 0\n    gnid 0\n    reachable ";

  private static ControllerConfiguration withWcis(List<Wci> wcis) {
    ControllerConfiguration c = Example.configuration();
    return new ControllerConfiguration(
        c.fmNodeId(),
        c.hostName(),
        c.controller(),
        c.protocolVersion(),
        c.version(),
        c.localCnode(),
        c.members(),
        wcis,
        c.policies(),
        c.groups());
  }

  private static Wci wci(int port, int wnode, int gnid, Link... links) {
    return new Wci(
        port,
        wnode,
        gnid,
        List.of(new Reachable(wnode, gnid, 0)),
        false,
        TopologyType.SAN_SWITCH,
        List.of(links));
  }

  private static void wciRefused(String message, Wci... wcis) {
    Example.fails(Code.EINVAL, message, () -> InstallChecks.check(withWcis(List.of(wcis))));
  }

  private static void reachableRefused(String message, String reachable) {
    refused(message, REACHABLE_4 + "(0,0,0) (1,1,1)", REACHABLE_4 + reachable);
  }

  @Test
  void aControllerNeedsAWci() {
    wciRefused("there is no WCI; a controller needs at least one");
  }

  @Test
  void aHostHasAtMost54Wcis() {
    List<Wci> most = IntStream.range(0, 54).mapToObj(i -> wci(i, 0, 0)).toList();
    assertDoesNotThrow(() -> InstallChecks.check(withWcis(most)));
    Wci[] tooMany = IntStream.range(0, 55).mapToObj(i -> wci(i, 0, 0)).toArray(Wci[]::new);
    wciRefused("there are 55 WCIs; 54 are the most", tooMany);
  }

  @Test
  void portsAreDistinct() {
    refused("safari_port_id 4 stands for two WCIs", "safari_port_id 5", "safari_port_id 4");
  }

  @Test
  void eachWciReachesItsOwnNode() {
    reachableRefused("WCI 4 does not reach its own node; add (0,0,0)", "(1,1,1)");
    reachableRefused("WCI 4 does not reach its own node; add (0,0,0)", "(2,0,0) (1,1,1)");
    reachableRefused("WCI 4 does not reach its own node; add (0,0,0)", "(0,2,0) (1,1,1)");
    reachableRefused("WCI 4 does not reach its own node; add (0,0,0)", "(0,0,1)");
  }

  @Test
  void whatIsReachableIsDistinctAndAMember() {
    reachableRefused("WCI 4 reaches cnodeid 2, which is no member", "(0,0,0) (1,1,2)");
    reachableRefused("WCI 4: wnodeid 0 is reachable twice", "(0,0,0) (0,1,1)");
    reachableRefused("WCI 4: gnid 0 is reachable twice", "(0,0,0) (1,0,1)");
    reachableRefused("WCI 4: cnodeid 0 is reachable twice", "(0,0,0) (1,1,0)");
  }

  @Test
  void linksAreDistinct() {
    refused(
        "WCI 4: link 0 is there twice",
        "link 1 { remote_gnid 1 remote_link 1 remote_wci 4 }",
        "link 0 { remote_gnid 1 remote_link 1 remote_wci 4 }");
  }

  @Test
  void linksLeadToReachableNodesOrSwitches() {
    String link = " remote_link 1 remote_wci 4";
    refused(
        "link 1 of WCI 4 leads to gnid 2, which is not reachable by the WCI",
        "remote_gnid 1" + link,
        "remote_gnid 2" + link);
    assertDoesNotThrow(
        () ->
            InstallChecks.check(
                Example.only(Example.with("remote_gnid 1" + link, "remote_gnid 16" + link))));
  }

  @Test
  void numbersAreInTheirRanges() {
    wciRefused("the configuration: -1 is no port of a WCI", wci(-1, 0, 0));
    wciRefused("WCI 1: 16 is no wnodeid (0 to 15)", wci(1, 16, 0));
    wciRefused("WCI 1: 16 is no gnid of a host (0 to 15)", wci(1, 0, 16));
    wciRefused("WCI 1: 3 is no link (0 to 2)", wci(1, 0, 0, new Link(3, 0, 0, 0)));
    wciRefused(
        "link 0 of WCI 1: 256 is no remote gnid (0 to 255)", wci(1, 0, 0, new Link(0, 256, 0, 0)));
    wciRefused("link 0 of WCI 1: 3 is no link (0 to 2)", wci(1, 0, 0, new Link(0, 0, 3, 0)));
    wciRefused(
        "link 0 of WCI 1: 8 is no link of a switch (0 to 7)", wci(1, 0, 0, new Link(0, 16, 8, 0)));
    wciRefused("link 0 of WCI 1: -1 is no port of a WCI", wci(1, 0, 0, new Link(0, 0, 0, -1)));
  }
}
