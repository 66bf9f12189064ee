// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.Signals.SOON;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.AccessEntry;
import org.rsmapi.Barrier;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** rsm_memseg_export_rebind: what works. */
@ExtendWith(TestBedExtension.class)
final class RebindTest {

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static MemorySegment memory(TestBed bed, long first) {
    MemorySegment memory = bed.memory(2);
    memory.set(LONG, 0, first);
    memory.set(LONG, bed.page(), first + 1);
    return memory;
  }

  @Rule(RuleId.REBIND_OK_01)
  @Test
  void unpublishedSegmentGetsNewMemory(TestBed bed) {
    MemorySegment before = memory(bed, 10);
    MemorySegment after = memory(bed, 20);
    ExportSegment segment =
        bed.controller().createExport(before, before.byteSize(), ExportSegment.ALLOW_REBIND);
    segment.rebind(after, after.byteSize());
    segment.publish(bed.freshId(), null);
    ImportSegment imported = bed.ready(segment);
    assertEquals(20, imported.get64(0));
    assertEquals(21, imported.get64(bed.page()));
    imported.put64(8, 5);
    assertEquals(5, after.get(LONG, 8));
    assertEquals(0, before.get(LONG, 8));
    // Memory may be longer than what is bound of it.
    MemorySegment longer = bed.memory(3);
    segment.unpublish();
    segment.rebind(longer, after.byteSize());
    assertEquals(after.byteSize(), segment.length());
  }

  @Rule(RuleId.REBIND_OK_02)
  @Test
  void memoryThatIsBoundAlreadyChangesNothing(TestBed bed) {
    MemorySegment memory = memory(bed, 10);
    ExportSegment segment = bed.published(memory, ExportSegment.ALLOW_REBIND);
    ImportSegment imported = bed.ready(segment);
    SegmentId id = TestBed.idOf(segment);
    segment.rebind(memory, memory.byteSize());
    segment.rebind(memory, memory.byteSize());
    assertEquals(id, TestBed.idOf(segment));
    assertEquals(10, imported.get64(0));
    imported.put64(8, 3);
    assertEquals(3, memory.get(LONG, 8));
    segment.unpublish();
    segment.rebind(memory, memory.byteSize());
    segment.publish(id, null);
    assertEquals(3, bed.ready(segment).get64(8));
  }

  @Rule(RuleId.REBIND_DATA_01)
  @Test
  void importersReadAndWriteTheNewMemoryOnly(TestBed bed) {
    MemorySegment before = memory(bed, 10);
    MemorySegment after = memory(bed, 20);
    ExportSegment segment = bed.published(before, ExportSegment.ALLOW_REBIND);
    ImportSegment imported = bed.ready(segment);
    imported.put64(8, 1);

    segment.rebind(after, after.byteSize());
    assertEquals(20, imported.get64(0));
    assertEquals(0, imported.get64(8));
    assertEquals(21, imported.get64(bed.page()));
    for (Transfer put : Transfer.puts().toList()) {
      MemorySegment source = bed.memory(1).fill((byte) 0x77);
      put.run(imported, 64, source, Long.BYTES / put.width());
      assertEquals(0x7777_7777_7777_7777L, after.get(LONG, 64));
      assertEquals(0, before.get(LONG, 64));
      after.set(LONG, 64, 0);
    }
    // Nothing was copied, and the old memory is the owner's alone.
    assertEquals(10, before.get(LONG, 0));
    assertEquals(11, before.get(LONG, bed.page()));
    assertEquals(1, before.get(LONG, 8));
    before.set(LONG, 0, 30);
    assertEquals(20, imported.get64(0));

    segment.rebind(before, before.byteSize());
    assertEquals(30, imported.get64(0));
    assertEquals(1, imported.get64(8));
    imported.put64(8, 2);
    assertEquals(2, before.get(LONG, 8));
    assertEquals(0, after.get(LONG, 8));
  }

  @Rule(RuleId.REBIND_STATE_01)
  @Test
  void importersNoticeNothing(TestBed bed) {
    MemorySegment before = memory(bed, 10);
    MemorySegment after = memory(bed, 20);
    ExportSegment segment =
        bed.controller().createExport(before, before.byteSize(), ExportSegment.ALLOW_REBIND);
    SegmentId id = segment.publish(bed.freshId(), List.of(new AccessEntry(bed.node(), 0400)));
    ImportSegment imported = bed.connect(segment, Permission.READ);
    MemorySegment mapping = null;
    if (TestBed.offers(Capability.MAP)) {
      mapping = imported.map(Permission.READ, bed.page(), bed.page());
      assertEquals(11, mapping.get(LONG, 0));
    }
    Barrier barrier = imported.initBarrier();
    barrier.open();

    segment.rebind(after, after.byteSize());
    barrier.order();
    barrier.closeBarrier();
    assertEquals(20, imported.get64(0));
    if (mapping != null) {
      assertEquals(21, mapping.get(LONG, 0));
      assertEquals(bed.page(), mapping.byteSize());
      imported.unmap();
      assertEquals(20, imported.map(Permission.READ, 0, 2 * bed.page()).get(LONG, 0));
    }
    assertEquals(id, TestBed.idOf(segment));
    assertEquals(2 * bed.page(), segment.length());
    assertEquals(2 * bed.page(), imported.length());
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(0));
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
    bed.connect(segment, Permission.READ).disconnect();
    assertRsmError(RsmError.PERM_DENIED, () -> bed.connect(segment, Permission.WRITE));
    imported.signalPost();
    segment.signalWait(SOON);
  }

  @Rule(RuleId.REBIND_STATE_02)
  @Test
  void refusedRebindLeavesTheMemoryBound(TestBed bed) {
    MemorySegment before = memory(bed, 10);
    MemorySegment after = memory(bed, 20);
    ExportSegment segment = bed.published(before, ExportSegment.ALLOW_REBIND);
    ImportSegment imported = bed.ready(segment);
    assertRsmError(RsmError.BAD_LENGTH, () -> segment.rebind(after, bed.page()));
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(after.asSlice(8), after.byteSize()));
    assertRsmError(
        RsmError.PERM_DENIED, () -> segment.rebind(after.asReadOnly(), after.byteSize()));
    assertEquals(10, imported.get64(0));
    imported.put64(8, 1);
    assertEquals(1, before.get(LONG, 8));
    assertEquals(0, after.get(LONG, 8));
    assertEquals(11, bed.ready(segment).get64(bed.page()));
    segment.rebind(after, after.byteSize());
    assertEquals(20, imported.get64(0));
  }

  @Rule(RuleId.REBIND_CONCURRENCY_01)
  @Test
  void importersTransferWhileMemoryIsExchanged(TestBed bed) {
    List<MemorySegment> memories = List.of(memory(bed, 0), memory(bed, 0), memory(bed, 0));
    ExportSegment segment = bed.published(memories.getFirst(), ExportSegment.ALLOW_REBIND);
    AtomicBoolean done = new AtomicBoolean();
    List<Threads.Call> importers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ImportSegment imported = bed.ready(segment);
      MemorySegment buffer = bed.memory(2);
      boolean single = i == 0;
      importers.add(
          Threads.start(
              () -> {
                while (!done.get()) {
                  if (single) {
                    imported.put64(0, imported.get64(bed.page()));
                  } else {
                    imported.put(0, buffer, buffer.byteSize());
                    imported.get(0, buffer, buffer.byteSize());
                  }
                }
              }));
    }
    try {
      for (int round = 1; round <= 300; round++) {
        segment.rebind(memories.get(round % memories.size()), 2 * bed.page());
      }
    } finally {
      done.set(true);
    }
    for (Threads.Call importer : importers) {
      assertEquals(RsmError.SUCCESS, importer.code());
    }
    ImportSegment imported = bed.ready(segment);
    imported.put64(0, 4711);
    assertEquals(4711, memories.get(300 % memories.size()).get(LONG, 0));
  }
}
