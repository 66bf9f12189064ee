// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_import_connect: the access list, asked by the exporter's own user. */
@ExtendWith(TestBedExtension.class)
final class ConnectAccessTest {

  private static ExportSegment publishedTo(TestBed bed, int permissions) {
    ExportSegment exported = bed.exported(1);
    SegmentId ignored =
        exported.publish(bed.freshId(), List.of(new AccessEntry(bed.node(), permissions)));
    return exported;
  }

  @Rule(RuleId.CONNECT_ACL_01)
  @ParameterizedTest
  @CsvSource({"0400, 0400", "0200, 0200", "0600, 0400", "0600, 0200", "0600, 0600"})
  void ownerGetsWhatHeAsksFor(String granted, String asked, TestBed bed) {
    Permission permission = Permission.of(Integer.parseInt(asked, 8));
    ImportSegment imported =
        bed.connect(publishedTo(bed, Integer.parseInt(granted, 8)), permission);
    imported.initBarrier();
    assertEquals(permission, imported.permission());
    if (permission.canRead()) {
      assertEquals(0, imported.get8(0));
    } else {
      assertRsmError(RsmError.PERM_DENIED, () -> imported.get8(0));
    }
    if (permission.canWrite()) {
      imported.put8(0, (byte) 1);
    } else {
      assertRsmError(RsmError.PERM_DENIED, () -> imported.put8(0, (byte) 1));
    }
  }

  @Rule(RuleId.CONNECT_PERM_DENIED_02)
  @ParameterizedTest
  @CsvSource({"0400, 0200, 0400", "0400, 0600, 0400", "0200, 0400, 0200", "0200, 0600, 0200"})
  void nothingIsGrantedInPart(String granted, String asked, String covered, TestBed bed) {
    ExportSegment exported = publishedTo(bed, Integer.parseInt(granted, 8));
    assertRsmError(
        RsmError.PERM_DENIED,
        () -> bed.connect(exported, Permission.of(Integer.parseInt(asked, 8))).disconnect());
    bed.connect(exported, Permission.of(Integer.parseInt(covered, 8))).disconnect();
  }

  @Rule(RuleId.CONNECT_PERM_DENIED_03)
  @ParameterizedTest
  @ValueSource(ints = {0000, 0066, 0006, 0060})
  void ownerDigitAloneCountsForTheOwner(int permissions, TestBed bed) {
    ExportSegment exported = publishedTo(bed, permissions);
    for (Permission asked : List.of(Permission.READ, Permission.WRITE, Permission.RDWR)) {
      assertRsmError(RsmError.PERM_DENIED, () -> bed.connect(exported, asked).disconnect());
    }
    bed.connect(publishedTo(bed, permissions | 0600), Permission.RDWR).disconnect();
  }

  @Rule(RuleId.CONNECT_ACL_03)
  @ParameterizedTest
  @ValueSource(ints = {0400, 0200, 0600})
  void emptyListAdmitsNobody(int asked, TestBed bed) {
    ExportSegment exported = bed.exported(1);
    SegmentId id = exported.publish(bed.freshId(), List.of());
    assertRsmError(
        RsmError.SEG_NOT_PUBLISHED_TO_NODE,
        () -> bed.connect(exported, Permission.of(asked)).disconnect());
    exported.unpublish();
    assertEquals(id, exported.publish(id, null));
    bed.connect(exported, Permission.of(asked)).disconnect();
  }
}
