// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.spi.PeerCredentials;
import org.rsmapi.spi.SegmentOwner;

/** The decision at connect: owner 100:200, importers of each relation to it. */
class AccessListTest {

  private static final NodeId NODE = MemoryDriver.NODE;
  private static final List<Permission> REQUESTS =
      List.of(Permission.READ, Permission.WRITE, Permission.RDWR);
  private static final PeerCredentials OWNER = new PeerCredentials(100, 999, Set.of());
  private static final PeerCredentials GROUP = new PeerCredentials(101, 200, Set.of());
  private static final PeerCredentials MEMBER = new PeerCredentials(101, 999, Set.of(7L, 200L));
  private static final PeerCredentials OTHER = new PeerCredentials(101, 999, Set.of(7L));

  private static AccessList policy(List<AccessEntry> entries, int mask) {
    MemoryDriver driver = new MemoryDriver("mem");
    return AccessList.of(
        entries,
        new SegmentOwner(100, 200, mask),
        driver.open(0, reason -> {}),
        () -> 0,
        "publish");
  }

  private static String decisions(AccessList policy, PeerCredentials credentials) {
    StringBuilder text = new StringBuilder();
    for (Permission request : REQUESTS) {
      RsmError decision = policy.decide(NODE, credentials, request);
      text.append(
          switch (decision) {
            case SUCCESS -> 'g';
            case PERM_DENIED -> 'D';
            case SEG_NOT_PUBLISHED_TO_NODE -> 'N';
            default -> '?';
          });
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0000, DDD, DDD, DDD",
    "0222, DgD, DgD, DgD",
    "0444, gDD, gDD, gDD",
    "0666, ggg, ggg, ggg",
    "0600, ggg, DDD, DDD",
    "0060, DDD, ggg, DDD",
    "0006, DDD, DDD, ggg",
    "0066, DDD, ggg, ggg",
    "0606, ggg, DDD, ggg",
    "0624, ggg, DgD, gDD",
    "0640, ggg, gDD, DDD",
    "0466, gDD, ggg, ggg",
    "0266, DgD, ggg, ggg"
  })
  void oneDigitDecides(String permissions, String owner, String group, String other) {
    AccessList policy = policy(List.of(new AccessEntry(NODE, Integer.parseInt(permissions, 8))), 0);
    assertEquals(owner, decisions(policy, OWNER));
    assertEquals(group, decisions(policy, GROUP));
    assertEquals(group, decisions(policy, MEMBER));
    assertEquals(other, decisions(policy, OTHER));
  }

  @ParameterizedTest
  @CsvSource({
    "0000, ggg, ggg, ggg",
    "0022, ggg, gDD, gDD",
    "0027, ggg, gDD, DDD",
    "0077, ggg, DDD, DDD",
    "0200, gDD, ggg, ggg",
    "0400, DgD, ggg, ggg",
    "0666, DDD, DDD, DDD",
    "0777, DDD, DDD, DDD"
  })
  void nullListLeavesItToTheCreationMask(String mask, String owner, String group, String other) {
    AccessList policy = policy(null, Integer.parseInt(mask, 8));
    assertEquals(owner, decisions(policy, OWNER));
    assertEquals(group, decisions(policy, GROUP));
    assertEquals(other, decisions(policy, OTHER));
  }

  @Test
  void emptyListAndMissingNodeAdmitNobody() {
    assertEquals("NNN", decisions(policy(List.of(), 0), OWNER));
    assertEquals("NNN", decisions(policy(List.of(new AccessEntry(NodeId.of(1), 0666)), 0), OWNER));
  }

  @Test
  void firstEntryForTheNodeCounts() {
    AccessList policy =
        policy(List.of(new AccessEntry(NODE, 0400), new AccessEntry(NODE, 0600)), 0);
    assertEquals("gDD", decisions(policy, OWNER));
  }
}
