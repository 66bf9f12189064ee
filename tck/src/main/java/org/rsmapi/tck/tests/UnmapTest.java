// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollReference;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** rsm_memseg_import_unmap(3RSM). */
@ExtendWith(TestBedExtension.class)
final class UnmapTest {

  @Rule(RuleId.UNMAP_OK_01)
  @Test
  void mappingEndsWhateverTheStateOfTheImport(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    ImportSegment imported = link.imported();
    MemorySegment first = imported.map(Permission.RDWR, 0, link.size());
    imported.unmap();
    assertStale(first);
    MemorySegment again = imported.map(Permission.RDWR, bed.page(), 1);
    MapTest.assertShared(link, again, bed.page());

    PollReference reference = imported.getPollReference();
    assertEquals(imported, reference.segment());
    imported.unmap();
    assertStale(again);
    MemorySegment third = imported.map(Permission.READ, 0, link.size());
    assertRsmError(RsmError.SEG_STILL_MAPPED, imported::disconnect);
    imported.unmap();
    assertStale(third);
    assertRsmError(RsmError.POLLFD_IN_USE, imported::disconnect);
    imported.releasePollReference();
    imported.disconnect();

    ImportSegment broken = bed.connect(link.exported(), Permission.RDWR);
    MemorySegment detached = broken.map(Permission.RDWR, 0, link.size());
    link.exported().unpublish();
    detached.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
    broken.unmap();
    assertStale(detached);
    assertRsmError(RsmError.SEG_NOT_MAPPED, broken::unmap);
    broken.disconnect();
  }

  private static void assertStale(MemorySegment mapping) {
    assertThrows(IllegalStateException.class, () -> mapping.get(ValueLayout.JAVA_BYTE, 0));
    if (!mapping.isReadOnly()) {
      assertThrows(
          IllegalStateException.class, () -> mapping.set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
    }
  }

  @Rule(RuleId.UNMAP_BAD_SEG_HNDL_01)
  @Test
  void disconnectedImportIsRefused(TestBed bed) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    link.imported().disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> link.imported().unmap());
    try (Rsm rsm = TestBed.library()) {
      RsmController controller = rsm.controller(TestBed.controllerName());
      ImportSegment released =
          controller.connect(bed.node(), TestBed.idOf(link.exported()), Permission.RDWR);
      controller.release();
      assertRsmError(RsmError.BAD_SEG_HNDL, released::unmap);
    }
  }

  @Rule(RuleId.UNMAP_SEG_NOT_MAPPED_01)
  @ParameterizedTest
  @EnumSource
  void importWithoutAMappingIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    ImportSegment imported = link.imported();
    assertRsmError(RsmError.SEG_NOT_MAPPED, imported::unmap);
    assertMovesOne(bed, transfer, imported, link.memory(), 0);
    assertRsmError(RsmError.SEG_NOT_MAPPED, imported::unmap);
    if (TestBed.offers(Capability.MAP)) {
      MemorySegment mapped = imported.map(Permission.RDWR, 0, link.size());
      assertEquals(link.size(), mapped.byteSize());
      imported.unmap();
      assertRsmError(RsmError.SEG_NOT_MAPPED, imported::unmap);
    }
    assertMovesOne(bed, transfer, imported, link.memory(), 0);
  }
}
