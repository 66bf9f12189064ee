// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** rsm_memseg_import_map where imported memory cannot be mapped. */
@ExtendWith(TestBedExtension.class)
final class NoMappingTest {

  @Rule(RuleId.MAP_MAP_FAILED_02)
  @Test
  void driverWithoutMappingSaysSoAndTransfersNevertheless(TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    for (Permission permission : List.of(Permission.READ, Permission.RDWR)) {
      assertRsmError(RsmError.MAP_FAILED, () -> link.imported().map(permission, 0, link.size()));
    }
    assertRsmError(RsmError.SEG_NOT_MAPPED, link.imported()::unmap);
    for (Transfer transfer : Transfer.values()) {
      assertMovesOne(bed, transfer, link.imported(), link.memory(), 64);
    }
  }
}
