// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ControllerAttributes;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

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
    assertTrue(attributes.maxExportSegmentSize() >= 0);
    assertTrue(attributes.totalExportSegmentSize() >= 0);
    assertTrue(attributes.maxExportSegments() >= 0);
    assertTrue(attributes.maxImportMapSize() >= 0);
    assertTrue(attributes.totalImportMapSize() >= 0);
    assertTrue(attributes.maxImportSegments() >= 0);
    assertEquals(attributes, bed.controller().attributes());
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
