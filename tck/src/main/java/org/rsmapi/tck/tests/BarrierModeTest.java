// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_import_set_mode, rsm_memseg_import_get_mode. */
@ExtendWith(TestBedExtension.class)
final class BarrierModeTest {

  @Rule(RuleId.SET_MODE_OK_01)
  @Test
  void modeIsWhatWasSet(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    ImportSegment other = bed.connect(exported, Permission.RDWR);
    assertEquals(BarrierMode.IMPLICIT, imported.mode());
    imported.setMode(BarrierMode.EXPLICIT);
    assertEquals(BarrierMode.EXPLICIT, imported.mode());
    assertEquals(BarrierMode.IMPLICIT, other.mode());
    assertEquals(BarrierMode.IMPLICIT, bed.connect(exported, Permission.RDWR).mode());
    imported.put8(0, (byte) 1);
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> other.put8(0, (byte) 1));
    imported.setMode(BarrierMode.EXPLICIT);
    assertEquals(BarrierMode.EXPLICIT, imported.mode());
    imported.setMode(BarrierMode.IMPLICIT);
    assertEquals(BarrierMode.IMPLICIT, imported.mode());
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> imported.put8(0, (byte) 1));
    exported.unpublish();
    imported.setMode(BarrierMode.EXPLICIT);
    assertEquals(BarrierMode.EXPLICIT, imported.mode());
  }

  @Rule(RuleId.MODE_BAD_SEG_HNDL_01)
  @Test
  void disconnectedImportHasNoMode(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    ImportSegment other = bed.ready(exported);
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::mode);
    for (BarrierMode mode : BarrierMode.values()) {
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.setMode(mode));
    }
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.setMode(null));
    other.setMode(BarrierMode.EXPLICIT);
    assertEquals(BarrierMode.EXPLICIT, other.mode());
  }

  @Rule(RuleId.SET_MODE_BAD_MODE_01)
  @Test
  void thereIsNoThirdMode(TestBed bed) {
    // The type has no other values, so null is the only illegal one.
    assertArrayEquals(
        new BarrierMode[] {BarrierMode.EXPLICIT, BarrierMode.IMPLICIT}, BarrierMode.values());
    ImportSegment imported = bed.ready(bed.published(1));
    for (BarrierMode mode : BarrierMode.values()) {
      imported.setMode(mode);
      assertRsmError(RsmError.BAD_MODE, () -> imported.setMode(null));
      assertEquals(mode, imported.mode());
    }
  }
}
