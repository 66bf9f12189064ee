// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an error is, what was found and what belongs there. */
class ConfigurationErrorTest {

  private static ConfigurationException error(String text) {
    return assertThrows(
        ConfigurationException.class, () -> ConfigurationText.parse(text, "alpha.conf"));
  }

  private static void says(String message, String text) {
    assertEquals(message, error(text).getMessage());
  }

  @Test
  void thePlaceIsFileLineAndColumn() {
    ConfigurationException e = error(Example.with("local_cnodeid 0", "local_cnode 0"));
    assertEquals("alpha.conf", e.file());
    assertEquals(6, e.line());
    assertEquals(3, e.column());
    assertEquals(
        "alpha.conf:6:3: found \"local_cnode\", expected \"local_cnodeid\"", e.getMessage());
  }

  @Test
  void anEmptyFileHasNoController() {
    says("alpha.conf:1:1: found end of file, expected \"fmnodeid\"", "");
    says("alpha.conf:2:1: found end of file, expected \"fmnodeid\"", "# nothing\n");
  }

  @Test
  void theEndOfAFileCanBeTooEarly() {
    says(
        "alpha.conf:54:1: found end of file, expected \"stripe_group\" or \"}\"",
        Example.TEXT.substring(0, Example.TEXT.length() - 2));
  }

  @Test
  void somethingCanBeLeftOver() {
    says("alpha.conf:55:1: found \"}\", expected \"fmnodeid\"", Example.TEXT + "}");
  }

  @Test
  void fieldsHaveAFixedOrder() {
    says(
        "alpha.conf:4:3: found \"version\", expected \"config_protocol_version\"",
        Example.with(
            "config_protocol_version 2\n  version 1", "version 1 config_protocol_version 2"));
    says(
        "alpha.conf:24:5: found \"gnid\", expected \"wnodeid\"",
        Example.TEXT.replace("wnodeid 0\n    gnid 0", "\n    gnid 0 wnodeid 0"));
  }

  @Test
  void everyAlternativeIsNamed() {
    says(
        "alpha.conf:53:3: found \"group\", expected"
            + " \"routing_policy\" or \"stripe_group\" or \"}\"",
        Example.with("stripe_group 0 {", "group 0 {"));
    says(
        "alpha.conf:27:19: found \"bus\", expected"
            + " \"central_switch\" or \"distributed_switch\" or \"san_switch\"",
        Example.TEXT.replace("type distributed_switch", "type bus"));
    says(
        "alpha.conf:26:24: found \"yes\", expected \"true\" or \"false\"",
        Example.TEXT.replace("route_map_striping true", "route_map_striping yes"));
    says(
        "alpha.conf:53:27: found \"five\", expected" + " port of a WCI (0 to 2147483647) or \"}\"",
        Example.with("wcis 4 5", "wcis 4 five"));
    says(
        "alpha.conf:10:29: found \",\", expected slice (0 to 255) or \"}\"",
        Example.TEXT.replaceFirst("imported_ncslices \\{ 0xa1", "imported_ncslices { 0xa1, "));
  }

  @Test
  void listsInBracesAreNotEmpty() {
    says(
        "alpha.conf:9:25: found \"}\", expected slice (0 to 255)",
        Example.TEXT.replaceFirst("exported_ncslices \\{ 0xa1", "exported_ncslices {"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "controller 0 {|controller 16 {|3:12: found \"16\", expected controller (0 to 15)",
        "cnodeid 1 {|cnodeid 256 {|14:11: found \"256\", expected cnodeid (0 to 255)",
        "{ 0xa2 }|{ 0x100 }|16:25: found \"0x100\", expected slice (0 to 255)",
        "local_offset 0x6000|local_offset 0x400000000"
            + "|18:18: found \"0x400000000\", expected offset in a slice (0 to 17179869183)",
        "version 1|version 18446744073709551616"
            + "|5:11: found \"18446744073709551616\","
            + " expected version (0 to 0xffffffffffffffff)",
        "version 1|version -1|5:11: found \"-1\", expected version (0 to 0xffffffffffffffff)",
        "version 1|version 0x|5:11: found \"0x\", expected version (0 to 0xffffffffffffffff)",
        "version 1|version 0x1g|5:11: found \"0x1g\", expected version (0 to 0xffffffffffffffff)",
        "version 1|version a|5:11: found \"a\", expected version (0 to 0xffffffffffffffff)",
        "link 0 remote_wci 4|link 3 remote_wci 4|28:40: found \"3\", expected link (0 to 2)",
        "striping_level 4|striping_level 0"
            + "|47:38: found \"0\", expected striping level (1 to 2147483647)",
        "safari_port_id 4|safari_port_id 2147483648"
            + "|22:20: found \"2147483648\", expected port of a WCI (0 to 2147483647)"
      })
  void integersHaveARange(String part, String instead, String message) {
    says("alpha.conf:" + message, Example.with(part, instead));
  }

  @Test
  void aSwitchHasMoreLinksThanAHost() {
    String toSwitch =
        Example.with(
            "remote_gnid 1 remote_link 0 remote_wci 4",
            "remote_gnid 16 remote_link 7 remote_wci 4");
    assertEquals(7, Example.only(toSwitch).wcis().getFirst().links().getFirst().remoteLink());
    assertTrue(
        error(toSwitch.replace("remote_link 7", "remote_link 8"))
            .getMessage()
            .endsWith("found \"8\", expected link of a switch (0 to 7)"));
  }

  @Test
  void namesBeginWithALetterAndHaveALimit() {
    String rule = ", expected host name (a letter, then letters, digits, _ and -; at most 255)";
    says("alpha.conf:15:19: found \"1beta\"" + rule, Example.with("0x11 beta", "0x11 1beta"));
    says("alpha.conf:15:19: found \"_beta\"" + rule, Example.with("0x11 beta", "0x11 _beta"));
    says("alpha.conf:15:19: found character U+00E9" + rule, Example.with("0x11 beta", "0x11 é"));
    String longest = "b".repeat(255);
    assertEquals(
        longest,
        Example.only(Example.with("0x11 beta", "0x11 " + longest)).members().get(1).hostName());
    says(
        "alpha.conf:15:19: found \"" + "b".repeat(40) + "...\"" + rule,
        Example.with("0x11 beta", "0x11 b" + longest));
  }

  @Test
  void aCharacterOfTwoUnitsIsShownAsOne() {
    says("alpha.conf:1:1: found character U+1F600, expected \"fmnodeid\"", "\uD83D\uDE00");
    says("alpha.conf:1:1: found character U+0000, expected \"fmnodeid\"", "\0");
    says("alpha.conf:1:1: found \"/\", expected \"fmnodeid\"", "/ /");
  }
}
