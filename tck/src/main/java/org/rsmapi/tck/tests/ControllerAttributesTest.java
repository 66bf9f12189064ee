// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.NotApplicable;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** rsm_get_controller_attr. */
@ExtendWith(TestBedExtension.class)
final class ControllerAttributesTest {

  @Rule(RuleId.CONTROLLER_ATTR_OK_01)
  @Test
  void liveHandleHasAllFields(TestBed bed) {
    ControllerAttributes attributes = bed.controller().attributes();
    assertTrue(Long.bitCount(attributes.pageSize()) == 1 && attributes.pageSize() > 0);
    assertTrue(attributes.directAccessSizes() >= 0);
    assertTrue(attributes.atomicSizes() >= 0);
    for (long limit : limits(attributes)) {
      assertTrue(limit >= 0, attributes.toString());
    }
    assertEquals(attributes, bed.controller().attributes());
  }

  /** A mask whose bits stand for widths: an element of each width that is listed arrives whole. */
  @Rule(RuleId.CONTROLLER_ATTR_DATA_01)
  @Test
  void accessSizesAreMasksOfWidths(TestBed bed) {
    ControllerAttributes attributes = bed.controller().attributes();
    ImportSegment imported = bed.ready(bed.published(1));
    for (long mask : List.of(attributes.directAccessSizes(), attributes.atomicSizes())) {
      assertTrue(mask >= 0);
      for (Transfer put : Transfer.puts().filter(transfer -> !transfer.isPlain()).toList()) {
        if ((mask & put.width()) != 0) {
          long value = 0x0123_4567_89AB_CDEFL >>> (Long.SIZE - Byte.SIZE * put.width());
          long untouched = put.runSingle(imported, 8, value);
          assertEquals(0, untouched);
          assertEquals(value, get(put.width()).runSingle(imported, 8, 0));
        }
      }
    }
  }

  private static Transfer get(int width) {
    return Transfer.gets()
        .filter(transfer -> !transfer.isPlain() && transfer.width() == width)
        .findFirst()
        .orElseThrow();
  }

  @Rule(RuleId.CONTROLLER_ATTR_LIMIT_01)
  @Test
  void limitsOfLoopbackAreZeroForNone(TestBed bed) {
    NotApplicable.unlessLoopback(bed);
    ControllerAttributes attributes = bed.controller().attributes();
    for (long limit : limits(attributes)) {
      assertEquals(0, limit, attributes.toString());
    }
    long page = attributes.pageSize();
    bed.exported(1024).destroy();
    MemorySegment memory = bed.memory(2);
    for (int i = 0; i < 100; i++) {
      ExportSegment segment = bed.controller().createExport(memory, memory.byteSize());
      assertEquals(memory.byteSize(), segment.length());
    }
    // The page size is the real unit of alignment: half of it is refused.
    assertRsmError(
        RsmError.BAD_MEM_ALIGNMENT,
        () -> bed.controller().createExport(memory.asSlice(page / 2), page));
    assertRsmError(
        RsmError.BAD_MEM_ALIGNMENT, () -> bed.controller().createExport(memory, page / 2));
    bed.controller().createExport(memory.asSlice(page), page).destroy();
  }

  private static List<Long> limits(ControllerAttributes attributes) {
    return List.of(
        attributes.maxExportSegmentSize(),
        attributes.totalExportSegmentSize(),
        attributes.maxExportSegments(),
        attributes.maxImportMapSize(),
        attributes.totalImportMapSize(),
        attributes.maxImportSegments());
  }

  @Rule(RuleId.CONTROLLER_ATTR_BAD_CTLR_HNDL_01)
  @Test
  void releasedHandleIsRefused(TestBed bed) {
    RsmController released = bed.anotherController();
    released.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, released::attributes);
    assertEquals(bed.page(), bed.controller().attributes().pageSize());
  }
}
