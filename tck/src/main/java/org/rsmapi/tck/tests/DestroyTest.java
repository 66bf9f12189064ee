// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** rsm_memseg_export_destroy. */
@ExtendWith(TestBedExtension.class)
final class DestroyTest {

  @Rule(RuleId.DESTROY_OK_01)
  @Test
  void memoryStaysWithItsOwner(TestBed bed) {
    MemorySegment memory = bed.memory(2);
    memory.set(ValueLayout.JAVA_LONG, bed.page(), 99);
    ExportSegment segment = bed.controller().createExport(memory, memory.byteSize());
    segment.destroy();
    assertEquals(99, memory.get(ValueLayout.JAVA_LONG, bed.page()));
    memory.set(ValueLayout.JAVA_LONG, 0, 100);
    assertEquals(100, memory.get(ValueLayout.JAVA_LONG, 0));
    ImportSegment imported = bed.ready(bed.published(memory, 0));
    assertEquals(100, imported.get64(0));
    assertEquals(99, imported.get64(bed.page()));
  }

  @Rule(RuleId.DESTROY_STATE_01)
  @Test
  void importersAreDisconnectedAndTheIdIsFree(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ExportSegment exported = bed.published(memory, 0);
    SegmentId id = TestBed.idOf(exported);
    List<ImportSegment> importers =
        List.of(bed.ready(exported), bed.ready(exported), bed.ready(exported));
    importers.getFirst().put64(0, 1);

    exported.destroy();
    for (ImportSegment imported : importers) {
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.put64(0, 2));
      assertRsmError(RsmError.CONN_ABORTED, () -> imported.get64(0));
      assertRsmError(RsmError.CONN_ABORTED, imported::signalPost);
    }
    assertEquals(1, memory.get(ValueLayout.JAVA_LONG, 0));
    assertTrue(exported.publishedId().isEmpty());
    assertRsmError(
        RsmError.SEG_NOT_PUBLISHED,
        () -> bed.controller().connect(bed.node(), id, Permission.READ));
    ExportSegment next = bed.exported(1);
    assertEquals(id, next.publish(id, null));
    bed.connect(next, Permission.READ).disconnect();
    importers.forEach(ImportSegment::disconnect);
  }

  @Rule(RuleId.DESTROY_BAD_SEG_HNDL_01)
  @Test
  void destroyedSegmentIsRefused(TestBed bed) {
    ExportSegment bound = bed.exported(1);
    ExportSegment published = bed.published(1);
    ExportSegment other = bed.published(1);
    for (ExportSegment segment : List.of(bound, published)) {
      segment.destroy();
      assertRsmError(RsmError.BAD_SEG_HNDL, segment::destroy);
      assertRsmError(RsmError.BAD_SEG_HNDL, segment::destroy);
    }
    bed.connect(other, Permission.READ).disconnect();
    other.destroy();
  }

  @Rule(RuleId.DESTROY_POLLFD_IN_USE_01)
  @Test
  void pollReferencesStandInTheWay(TestBed bed) {
    ExportSegment exported = bed.published(1);
    Optional<SegmentId> id = exported.publishedId();
    ImportSegment imported = bed.ready(exported);
    exported.getPollReference();
    exported.getPollReference();
    assertRsmError(RsmError.POLLFD_IN_USE, exported::destroy);
    exported.releasePollReference();
    assertRsmError(RsmError.POLLFD_IN_USE, exported::destroy);
    assertEquals(id, exported.publishedId());
    imported.put64(0, 5);
    assertEquals(5, imported.get64(0));
    bed.connect(exported, Permission.READ).disconnect();
    exported.releasePollReference();
    exported.destroy();
    assertRsmError(RsmError.CONN_ABORTED, () -> imported.get64(0));
    assertRsmError(RsmError.BAD_SEG_HNDL, exported::destroy);
  }
}
