// SPDX-License-Identifier: Apache-2.0
package org.rsmapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0, true, false",
    "1, true, true",
    "0x3FFFFF, true, true",
    "0x400000, true, false",
    "0x0FFFFFFF, true, false",
    "0x7FFFFFFF, true, false",
    "0x80000000, true, true",
    "0xFFFFFFFF, true, true",
    "0x100000000, false, false",
    "-1, false, false"
  })
  void segmentIdsKnowTheirRange(String value, boolean valid, boolean reserved) {
    SegmentId id = SegmentId.of(Long.decode(value));
    assertEquals(valid, id.isValid());
    assertEquals(reserved, id.isReserved());
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, false, false",
    "0400, true, true, false",
    "0200, true, false, true",
    "0600, true, true, true",
    "0100, false, false, false",
    "0444, false, true, false",
    "0666, false, true, true",
    "-1, false, true, true"
  })
  void permissionsAreExactlyThree(String bits, boolean valid, boolean read, boolean write) {
    Permission permission = Permission.of(Integer.decode(bits));
    assertEquals(valid, permission.isValid());
    assertEquals(read, permission.canRead());
    assertEquals(write, permission.canWrite());
  }

  @Test
  void permissionCoversItsParts() {
    assertTrue(Permission.RDWR.covers(Permission.READ));
    assertTrue(Permission.READ.covers(Permission.READ));
    assertFalse(Permission.READ.covers(Permission.RDWR));
    assertFalse(Permission.WRITE.covers(Permission.READ));
    assertEquals("0600", Permission.RDWR.toString());
  }

  @Test
  void accessEntriesHoldWhatPublishWillRefuse() {
    assertTrue(new AccessEntry(NodeId.of(1), 0666).hasValidPermissions());
    assertFalse(new AccessEntry(NodeId.of(1), 0667).hasValidPermissions());
    assertFalse(new AccessEntry(NodeId.of(1), -1).hasValidPermissions());
  }

  @Test
  void topologyDoesNotFollowTheListItWasMadeOf() {
    List<Topology.LocalController> controllers = new ArrayList<>();
    Topology topology = new Topology(NodeId.of(1), controllers);
    controllers.add(new Topology.LocalController("sci0", 4, List.of()));
    assertTrue(topology.controllers().isEmpty());
  }

  @Test
  void missingLibrarySaysWhatToAdd() throws Exception {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> Rsm.load(empty));
      assertTrue(thrown.getMessage().contains("org.rsmapi.library"), thrown.getMessage());
    }
  }
}
