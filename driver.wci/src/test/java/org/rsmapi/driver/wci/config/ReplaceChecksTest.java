// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.wci.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;
import org.rsmapi.driver.wci.config.LifeCycleException.Code;

/** What a new configuration must not change, and what it may. */
class ReplaceChecksTest {

  private static final String NEXT = Example.with("  version 1\n", "  version 2\n");

  private static void check(String next) {
    InstallChecks.checkReplaces(Example.configuration(), Example.only(next));
  }

  @Test
  void theSameVersionIsThereAlready() {
    Example.fails(Code.EEXIST, "version 0x1 is there already", () -> check(Example.TEXT));
  }

  @Test
  void anotherVersionIsTaken() {
    assertDoesNotThrow(() -> check(NEXT));
  }

  @Test
  void theControllerAndTheLocalNodeStay() {
    Example.fails(
        Code.EINVAL,
        "it is for controller 1, not for 0",
        () -> check(Example.change(NEXT, "controller 0", "controller 1")));
    Example.fails(
        Code.EINVAL,
        "local_cnodeid must stay 0",
        () -> check(Example.change(NEXT, "local_cnodeid 0", "local_cnodeid 1")));
  }

  @Test
  void theSlicesOfAMemberStay() {
    stays("exported_ncslices { 0xa2 }", "exported_ncslices { 0xa2 0xb1 }");
    stays("{ 0xa1 }\n    local_offset 0x6000", "{ 0xa2 }\n    local_offset 0x6000");
    stays("local_offset 0x6000", "local_offset 0x8000");
    stays("comm_ncslice 0xa2 0x4000", "comm_ncslice 0xa3 0x4000");
    stays("comm_ncslice 0xa2 0x4000", "comm_ncslice 0xa2 0x6000");
  }

  private static void stays(String part, String instead) {
    Example.fails(
        Code.EINVAL,
        "cnodeid 1 must keep its slices, local_offset and comm_ncslice",
        () -> check(Example.change(NEXT, part, instead)));
  }

  @Test
  void membersComeAndGo() {
    String other = Example.change(NEXT, "  cnodeid 1 {", "  cnodeid 2 {");
    assertDoesNotThrow(() -> check(other));
  }

  @Test
  void routesChange() {
    assertDoesNotThrow(() -> check(Example.change(NEXT, "striping_level 4", "striping_level 2")));
  }
}
