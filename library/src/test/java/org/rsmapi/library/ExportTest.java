// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

class ExportTest extends LibraryFixture {

  private static List<AccessEntry> list(int permissions) {
    return List.of(new AccessEntry(MemoryDriver.NODE, permissions));
  }

  @Test
  void createChecksMemoryInTheOrderOfTheManual() {
    MemorySegment odd = memory.asSlice(1);
    MemorySegment heap = MemorySegment.ofArray(new byte[(int) PAGE]);
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(null, 0));
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(heap, PAGE));
    assertRsmError(RsmError.BAD_LENGTH, () -> controller.createExport(odd, 0));
    assertRsmError(RsmError.BAD_LENGTH, () -> controller.createExport(memory, Long.MIN_VALUE));
    assertRsmError(RsmError.BAD_MEM_ALIGNMENT, () -> controller.createExport(odd, PAGE));
    for (long length : new long[] {1, PAGE - 1, PAGE + 1, Long.MAX_VALUE}) {
      assertRsmError(RsmError.BAD_MEM_ALIGNMENT, () -> controller.createExport(memory, length));
    }
    assertRsmError(RsmError.BAD_LENGTH, () -> controller.createExport(memory, 65 * PAGE));
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(memory, 5 * PAGE));
    assertRsmError(
        RsmError.PERM_DENIED, () -> controller.createExport(memory.asReadOnly(), LENGTH));
    assertEquals(LENGTH, exported().length());
  }

  @Test
  void createRefusesMemoryThatIsGoneOrOfAnotherThread() throws Exception {
    MemorySegment closed;
    try (Arena shortLived = Arena.ofConfined()) {
      closed = shortLived.allocate(PAGE, PAGE);
    }
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(closed, PAGE));
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      MemorySegment foreign = other.submit(() -> Arena.ofConfined().allocate(PAGE, PAGE)).get();
      assertRsmError(RsmError.BAD_ADDR, () -> controller.createExport(foreign, PAGE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, -8, 0x7FFFFFF8})
  void unknownFlagsAreIgnored(int flags) {
    ExportSegment segment = controller.createExport(memory, LENGTH, flags);
    assertEquals(LENGTH, segment.length());
    if ((flags & ExportSegment.LOCK_OPS) == 0) {
      assertEquals(ID, segment.publish(ID, null));
    }
  }

  @Test
  void publishChecksInTheOrderOfTheManual() {
    ExportSegment segment = exported();
    assertRsmError(RsmError.BAD_SEGID, () -> segment.publish(null, null));
    assertRsmError(RsmError.BAD_SEGID, () -> segment.publish(SegmentId.of(-1), null));
    assertRsmError(RsmError.BAD_SEGID, () -> segment.publish(SegmentId.of(1L << 32), null));
    assertRsmError(RsmError.RESERVED_SEGID, () -> segment.publish(SegmentId.of(1), list(0777)));
    assertRsmError(RsmError.BAD_ACL, () -> segment.publish(ID, list(0777)));
    assertEquals(ID, segment.publish(ID, list(0600)));
    assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> segment.publish(SegmentId.of(1), null));
    ExportSegment other = exported();
    assertRsmError(RsmError.BAD_ACL, () -> other.publish(ID, list(01000)));
    assertRsmError(RsmError.SEGID_IN_USE, () -> other.publish(ID, null));
    assertEquals(Optional.empty(), other.publishedId());
    assertEquals(SegmentId.of(0x400001), other.publish(SegmentId.of(0x400001), null));
    segment.destroy();
    assertRsmError(RsmError.BAD_SEGID, () -> segment.publish(null, null));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.publish(SegmentId.of(1), list(0777)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        0xFFFFF,
        0x100000,
        0x1FFFFF,
        0x200000,
        0x2FFFFF,
        0x300000,
        0x3FFFFF,
        0x80000000L,
        0xFFFFFFFFL
      })
  void reservedIdsAreRefused(long id) {
    assertRsmError(RsmError.RESERVED_SEGID, () -> exported().publish(SegmentId.of(id), null));
  }

  @ParameterizedTest
  @ValueSource(longs = {0x400000, 0x4FFFFF, 0x500000, 0x5FFFFF, 0x600000, 0x0FFFFFFF, 0x7FFFFFFF})
  void applicationIdsStayAsGiven(long id) {
    assertEquals(SegmentId.of(id), exported().publish(SegmentId.of(id), null));
  }

  @Test
  void badAccessListsAreRefused() {
    ExportSegment segment = exported();
    AccessEntry good = new AccessEntry(MemoryDriver.NODE, 0600);
    List<List<AccessEntry>> bad =
        List.of(
            Collections.singletonList(null),
            Arrays.asList(good, null),
            Collections.nCopies(65, good),
            list(0667),
            list(0111),
            list(0500),
            list(-1),
            List.of(new AccessEntry(NodeId.of(65), 0600)),
            List.of(new AccessEntry(null, 0600)));
    for (List<AccessEntry> entries : bad) {
      assertRsmError(RsmError.BAD_ACL, () -> segment.publish(ID, entries));
    }
    segment.publish(ID, Collections.nCopies(64, good));
  }

  @Test
  void applicationIdsCanBeReusedSystemIdsAreNot() {
    ExportSegment segment = exported();
    segment.publish(ID, null);
    segment.unpublish();
    segment.publish(ID, null);
    segment.unpublish();
    SegmentId first = segment.publish(SegmentId.ANY, null);
    segment.unpublish();
    SegmentId second = segment.publish(SegmentId.ANY, null);
    assertTrue(first.compareTo(SegmentId.SYSTEM_FIRST) >= 0);
    assertTrue(second.compareTo(first) > 0);
  }

  @Test
  void unpublishAndDestroyFollowTheStates() {
    ExportSegment segment = exported();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    segment.publish(ID, null);
    assertEquals(Optional.of(ID), segment.publishedId());
    segment.unpublish();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    segment.publish(ID, null);
    segment.destroy();
    assertTrue(driver.published.isEmpty());
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::destroy);
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::unpublish);
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::signalPost);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.signalWait(0));
    segment.close();
  }

  @Test
  void oneOfManyThreadsPublishesASegment() throws Exception {
    ExportSegment segment = exported();
    List<Callable<RsmError>> calls = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      SegmentId id = SegmentId.of(0x400000 + i);
      calls.add(
          () -> {
            try {
              segment.publish(id, null);
              return RsmError.SUCCESS;
            } catch (RsmException e) {
              return e.error();
            }
          });
    }
    List<RsmError> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (var outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
    }
    assertEquals(1, Collections.frequency(outcomes, RsmError.SUCCESS));
    assertEquals(15, Collections.frequency(outcomes, RsmError.SEG_ALREADY_PUBLISHED));
  }
}
