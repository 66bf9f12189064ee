// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.rsmapi.driver.wci.config.Example.refused;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;

/** The checks of the controller and its members. */
class InstallChecksTest {

  /** Replaces the members of the example, which parsers never see like that. */
  private static ControllerConfiguration withMembers(List<Member> members) {
    ControllerConfiguration c = Example.configuration();
    return new ControllerConfiguration(
        c.fmNodeId(),
        c.hostName(),
        c.controller(),
        c.protocolVersion(),
        c.version(),
        c.localCnode(),
        members,
        c.wcis(),
        c.policies(),
        c.groups());
  }

  private static void memberRefused(String message, Member instead) {
    Member alpha = Example.configuration().members().getFirst();
    Example.fails(
        Code.EINVAL, message, () -> InstallChecks.check(withMembers(List.of(alpha, instead))));
  }

  private static Member beta(List<Integer> exported, List<Integer> imported, long offset) {
    return new Member(1, 0x11, "beta", exported, imported, offset, 0xa2, 0x4000);
  }

  @Test
  void theExampleIsFine() {
    assertDoesNotThrow(() -> InstallChecks.check(Example.configuration()));
  }

  @Test
  void theProtocolVersionIsTwo() {
    refused(
        "config_protocol_version is 3; only 2 is known",
        "config_protocol_version 2",
        "config_protocol_version 3");
  }

  @Test
  void theLocalNodeIsAMember() {
    refused("local_cnodeid 2 is no member", "local_cnodeid 0", "local_cnodeid 2");
  }

  @Test
  void membersAreDistinct() {
    refused("cnodeid 0 stands for two members", "  cnodeid 1 {", "  cnodeid 0 {");
    refused("host name alpha stands for two members", "0x11 beta", "0x11 alpha");
    refused(
        "local_offset 16384 stands for two members", "local_offset 0x6000", "local_offset 0x4000");
  }

  @Test
  void slicesAreExportedOnce() {
    refused("slice 161 is exported twice", "{ 0xa2 }", "{ 0xa2 0xa1 }");
    refused("slice 162 is exported twice", "{ 0xa2 }", "{ 0xa2 0xa2 }");
  }

  @Test
  void theSliceForCommunicationIsExported() {
    refused(
        "cnodeid 1: comm_ncslice 0xa1 is not exported",
        "comm_ncslice 0xa2 0x4000",
        "comm_ncslice 0xa1 0x4000");
  }

  @Test
  void aMemberExportsAtMostEightSlices() {
    String eight = "{ 0xa2 0xb1 0xb2 0xb3 0xb4 0xb5 0xb6 0xb7";
    assertDoesNotThrow(
        () -> InstallChecks.check(Example.only(Example.with("{ 0xa2 }", eight + " }"))));
    refused("cnodeid 1 exports 9 slices; 8 are the most", "{ 0xa2 }", eight + " 0xb8 }");
  }

  @Test
  void eachLargeSliceHasAnEntryOfItsOwn() {
    refused(
        "cnodeid 1: slice 0xb9 has the low three bits 1, which are in use",
        "{ 0xa2 }",
        "{ 0xa2 0xb1 0xb9 }");
    refused(
        "cnodeid 1: slice 0xb8 has the low three bits 0, which are in use",
        "{ 0xa2 }",
        "{ 0xa2 0xb8 }");
  }

  @Test
  void numbersAreInTheirRanges() {
    memberRefused("cnodeid 1: 256 is no slice (0 to 255)", beta(List.of(256), List.of(1), 0));
    memberRefused("cnodeid 1: -1 is no slice (0 to 255)", beta(List.of(0xa2), List.of(-1), 0));
    memberRefused(
        "cnodeid 1: 17179869184 is no offset in a slice",
        beta(List.of(0xa2), List.of(0xa1), 16L << 30));
    memberRefused("cnodeid 1: exported_ncslices names no slice", beta(List.of(), List.of(1), 0));
    memberRefused("cnodeid 1: imported_ncslices names no slice", beta(List.of(2), List.of(), 0));
    memberRefused(
        "the configuration: 256 is no cnodeid (0 to 255)",
        new Member(256, 1, "gamma", List.of(1), List.of(1), 0, 1, 0));
  }

  @Test
  void aNetworkHasAtMost256Members() {
    List<Member> members =
        IntStream.range(0, 257)
            .mapToObj(
                i -> new Member(i, i, "n" + i, List.of(i % 256), List.of(0xa1), i, i % 256, 0))
            .toList();
    Example.fails(
        Code.EINVAL,
        "the configuration: 256 is no cnodeid (0 to 255)",
        () -> InstallChecks.check(withMembers(members)));
  }
}
