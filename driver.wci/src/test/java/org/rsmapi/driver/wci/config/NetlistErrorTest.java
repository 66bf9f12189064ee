// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no configuration can be made from. */
class NetlistErrorTest {

  private static void says(String message, String text) {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> Netlist.read(text, "net"));
    assertEquals("net:" + message, e.getMessage());
  }

  @Test
  void thereIsACable() {
    says("1:1: found end of file, expected a cable: host.wci.link=host.wci.link", "");
    says("1:8: found end of file, expected a cable: host.wci.link=host.wci.link", "-host a");
  }

  @Test
  void aCableHasTwoEndsOfThreeParts() {
    says("1:7: found end of file, expected \"=\"", "a.0.0 ");
    says("1:4: found \"=\", expected \".\"", "a.0=b.0.0");
    says("1:8: found end of file, expected \".\"", "a.0.0=b");
    says("1:3: found \"x\", expected port of a WCI (0 to 2147483647)", "a.x.0=b.0.0");
    says(
        "1:1: found \"0\", expected host name (a letter, then letters, digits, _ and -; at most"
            + " 255)",
        "0.0.0=b.0.0");
  }

  @Test
  void aLinkHasOneCableToAnotherNode() {
    says("2:1: found a.0.0 again; it has a cable already", "a.0.0=b.0.0\na.0.0=b.0.1");
    says("1:7: found a.1.0 at both ends of a cable, expected another node", "a.0.0=a.1.0");
  }

  @Test
  void hostsHaveThreeLinksAndSwitchesEight() {
    says("1:7: found b.0.3, expected link (0 to 2)", "a.0.0=b.0.3");
    says("1:11: found \"8\", expected link of a switch (0 to 7)", "a.0.0=s.0.8 -switch s");
  }

  @Test
  void optionsAreKnownAndGivenOnce() {
    says(
        "1:1: found \"-hosts\", expected \"-host\" or \"-switch\" or \"-multihop\""
            + " or \"-passthrough\" or \"-controller\" or \"-ncslice\" or \"-gnid\"",
        "-hosts a");
    says(
        "2:1: found \"-controller\" again; give it once",
        "-controller 1\n-controller 1\na.0.0=b.0.0");
    says("1:13: found \"16\", expected controller (0 to 15)", "-controller 16");
    says("1:10: found \"0\", expected first slice (1 to 254)", "-ncslice 0");
    says("1:10: found \"255\", expected first slice (1 to 254)", "-ncslice 255");
    says("1:7: found \"16\", expected first gnid (0 to 15)", "-gnid 16");
  }

  @Test
  void aNodeIsAHostOrASwitchAndHasACable() {
    says("1:7: a is said to be a host and a switch", "-host a -switch a\na.0.0=b.0.0");
    says("1:7: c has no cable", "-host c\na.0.0=b.0.0");
    says("1:9: s has no cable", "-switch s\na.0.0=b.0.0");
    says("1:32: there are switches only, expected a host", "-switch a -switch b a.0.0=b.0.0");
  }

  @Test
  void hostsReachEachOther() {
    says(
        "1:1: a does not reach c; connect them, or go over others: -multihop",
        "a.0.0=b.0.0\nb.0.1=c.0.0");
    says("1:11: a does not reach c; connect them", "-multihop a.0.0=b.0.0\nb.1.1=c.0.0");
    says(
        "1:14: a does not reach c; connect them, or go over others: -multihop",
        "-passthrough a.0.0=b.0.0\nc.1.1=d.0.0");
  }

  @Test
  void idsHaveLimits() {
    says(
        "2:7: b would be 16, expected gnid of a host (0 to 15): name fewer hosts, or take a"
            + " lower -gnid",
        "-gnid 15\na.0.0=b.0.0");
    says(
        "2:7: b would export 256, expected slice (0 to 255): take a lower -ncslice or"
            + " -controller",
        "-ncslice 251 -controller 1\na.0.0=b.0.0");
  }

  @Test
  void aHostHasAtMost54Wcis() {
    String cables =
        IntStream.range(0, 55)
            .mapToObj(i -> "a." + i + ".0=b." + i + ".0")
            .collect(Collectors.joining("\n"));
    says("1:1: a has more than 54 WCIs", cables);
  }

  @Test
  void aNetworkHasAtMost38Switches() {
    String cables =
        IntStream.range(0, 39)
            .mapToObj(i -> "-switch s" + i + " a." + i + ".0=s" + i + ".0.0")
            .collect(Collectors.joining("\n"));
    says("39:9: s38 is one switch too many; 38 are the most", cables);
  }
}
