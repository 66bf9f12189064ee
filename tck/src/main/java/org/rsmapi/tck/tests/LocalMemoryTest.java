// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.fill;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_create_localmemory_handle(3RSM) and rsm_free_localmemory_handle(3RSM). */
@ExtendWith(TestBedExtension.class)
final class LocalMemoryTest {

  /** Asserts that a handle serves a transfer of its whole memory. */
  private static void assertUsable(TestBed bed, LocalMemory handle, MemorySegment memory) {
    long length = handle.length();
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    fill(link.memory(), 8);
    byte[] before = bytes(memory);
    link.imported().putv(new ScatterGather(IoVector.of(handle, 0, 0, length)));
    assertEquals(-1, memory.asSlice(0, length).mismatch(link.memory().asSlice(0, length)));
    link.imported().getv(new ScatterGather(IoVector.of(handle, 0, 0, length)));
    assertArrayEquals(before, bytes(memory));
    link.exported().destroy();
  }

  /** Asserts that valid arguments are accepted still. */
  private static void assertCanBeCreated(TestBed bed, MemorySegment memory, long length) {
    LocalMemory handle = bed.controller().createLocalMemory(memory, length);
    assertEquals(length, handle.length());
    assertUsable(bed, handle, memory);
    bed.controller().freeLocalMemory(handle);
  }

  @Rule(RuleId.LOCALMEM_CREATE_OK_01)
  @Test
  void alignedMemoryOfAnyLengthMayHaveSeveralHandles(TestBed bed) {
    MemorySegment memory = bed.memory(3);
    fill(memory, 1);
    byte[] before = bytes(memory);
    long page = bed.page();
    for (long length : new long[] {1, page - 1, page, page + 1, memory.byteSize()}) {
      LocalMemory first = bed.controller().createLocalMemory(memory, length);
      LocalMemory second = bed.controller().createLocalMemory(memory, length);
      assertArrayEquals(before, bytes(memory));
      assertEquals(length, first.length());
      assertUsable(bed, first, memory);
      assertUsable(bed, second, memory);
      bed.controller().freeLocalMemory(first);
      assertUsable(bed, second, memory);
      bed.controller().freeLocalMemory(second);
    }
    LocalMemory tail = bed.controller().createLocalMemory(memory.asSlice(page), page + 1);
    assertUsable(bed, tail, memory.asSlice(page));
    LocalMemory readOnly = bed.controller().createLocalMemory(memory.asReadOnly(), page);
    assertEquals(page, readOnly.length());
  }

  @Rule(RuleId.LOCALMEM_CREATE_BAD_CTLR_HNDL_01)
  @Test
  void releasedControllerCreatesNone(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    RsmController released = bed.anotherController();
    released.release();
    assertRsmError(
        RsmError.BAD_CTLR_HNDL, () -> released.createLocalMemory(memory, memory.byteSize()));
    try (Rsm rsm = TestBed.library()) {
      RsmController last = rsm.controller(TestBed.controllerName());
      last.release();
      assertRsmError(
          RsmError.BAD_CTLR_HNDL, () -> last.createLocalMemory(memory, memory.byteSize()));
    }
    assertCanBeCreated(bed, memory, memory.byteSize());
  }

  @Rule(RuleId.LOCALMEM_CREATE_BAD_LENGTH_01)
  @Test
  void lengthThatIsNoneIsRefused(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    for (long length : new long[] {0, -1, Long.MIN_VALUE}) {
      assertRsmError(RsmError.BAD_LENGTH, () -> bed.controller().createLocalMemory(memory, length));
    }
    assertCanBeCreated(bed, memory, 1);
  }

  @Rule(RuleId.LOCALMEM_CREATE_BAD_ADDR_01)
  @Test
  void memoryThatCannotServeIsRefused(TestBed bed) {
    RsmController controller = bed.controller();
    MemorySegment memory = bed.memory(2);
    long page = bed.page();
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createLocalMemory(null, page));
    MemorySegment heap = MemorySegment.ofArray(new long[512]);
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createLocalMemory(heap, 8));
    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(page, page);
    }
    assertRsmError(RsmError.BAD_ADDR, () -> controller.createLocalMemory(closed, page));
    for (long beside : new long[] {1, page - 1}) {
      MemorySegment misaligned = memory.asSlice(beside);
      assertRsmError(RsmError.BAD_ADDR, () -> controller.createLocalMemory(misaligned, 1));
    }
    for (long length : new long[] {memory.byteSize() + 1, Long.MAX_VALUE}) {
      assertRsmError(RsmError.BAD_ADDR, () -> controller.createLocalMemory(memory, length));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ours = arena.allocate(page, page);
      Threads.Call other =
          Threads.start(
              () ->
                  assertRsmError(
                      RsmError.BAD_ADDR, () -> controller.createLocalMemory(ours, page)));
      assertEquals(RsmError.SUCCESS, other.code());
    }
    assertCanBeCreated(bed, memory, memory.byteSize());
  }

  @Rule(RuleId.LOCALMEM_CREATE_INSUFFICIENT_MEM_01)
  @Test
  void memoryThatCannotBeLockedIsRefused(TestBed bed) {
    MemorySegment memory = bed.memory(4);
    try (Fault fault = bed.faults().fail(FaultPoint.LOCAL_MEMORY, RsmError.INSUFFICIENT_MEM, 1)) {
      assertRsmError(
          RsmError.INSUFFICIENT_MEM,
          () -> bed.controller().createLocalMemory(memory, memory.byteSize()));
      assertEquals(1, fault.hits());
      assertCanBeCreated(bed, memory, memory.byteSize());
    }
    String quota = Long.toString(memory.byteSize());
    try (TestBed limited = TestBed.configured(Map.of("org.rsmapi.maxExportedMemory", quota))) {
      RsmController controller = limited.controller();
      LocalMemory all = controller.createLocalMemory(memory, memory.byteSize());
      assertRsmError(
          RsmError.INSUFFICIENT_MEM, () -> controller.createLocalMemory(memory, bed.page()));
      controller.freeLocalMemory(all);
      LocalMemory part = controller.createLocalMemory(memory, bed.page());
      assertEquals(bed.page(), part.length());
      assertRsmError(
          RsmError.INSUFFICIENT_MEM, () -> controller.createLocalMemory(memory, memory.byteSize()));
    }
  }

  @Rule(RuleId.LOCALMEM_CREATE_ORDER_01)
  @Test
  void addressComesBeforeControllerAndThatBeforeLength(TestBed bed) {
    MemorySegment memory = bed.memory(2);
    RsmController released = bed.anotherController();
    released.release();
    assertRsmError(RsmError.BAD_ADDR, () -> released.createLocalMemory(memory.asSlice(1), 1));
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.createLocalMemory(memory, 0));
    assertRsmError(RsmError.BAD_LENGTH, () -> bed.controller().createLocalMemory(memory, 0));
  }

  @Rule(RuleId.LOCALMEM_FREE_OK_01)
  @Test
  void memoryStaysWithTheCaller(TestBed bed) {
    MemorySegment memory = bed.memory(2);
    fill(memory, 1);
    byte[] before = bytes(memory);
    LocalMemory handle = bed.controller().createLocalMemory(memory, memory.byteSize());
    assertUsable(bed, handle, memory);
    bed.controller().freeLocalMemory(handle);
    assertArrayEquals(before, bytes(memory));
    assertEquals(memory.byteSize(), handle.length());
    LocalMemory closed = bed.controller().createLocalMemory(memory, memory.byteSize());
    closed.close();
    closed.close();
    assertArrayEquals(before, bytes(memory));
    memory.set(ValueLayout.JAVA_LONG, 8, 42);
    assertEquals(42, memory.get(ValueLayout.JAVA_LONG, 8));
    assertCanBeCreated(bed, memory, memory.byteSize());
  }

  @Rule(RuleId.LOCALMEM_FREE_BAD_CTLR_HNDL_01)
  @Test
  void releasedControllerFreesNone(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    RsmController released = bed.anotherController();
    LocalMemory handle = released.createLocalMemory(memory, memory.byteSize());
    released.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.freeLocalMemory(handle));
    assertUsable(bed, handle, memory);
    bed.controller().freeLocalMemory(handle);
    try (Rsm rsm = TestBed.library()) {
      RsmController last = rsm.controller(TestBed.controllerName());
      LocalMemory its = last.createLocalMemory(memory, memory.byteSize());
      last.release();
      assertRsmError(RsmError.BAD_CTLR_HNDL, () -> last.freeLocalMemory(its));
    }
  }

  @Rule(RuleId.LOCALMEM_FREE_BAD_LOCALMEM_HNDL_01)
  @Test
  void handleThatIsNoneIsRefused(TestBed bed) {
    RsmController controller = bed.controller();
    MemorySegment memory = bed.memory(1);
    RsmError expected = RsmError.BAD_LOCALMEM_HNDL;
    assertRsmError(expected, () -> controller.freeLocalMemory(null));
    LocalMemory handle = controller.createLocalMemory(memory, memory.byteSize());
    controller.freeLocalMemory(handle);
    assertRsmError(expected, () -> controller.freeLocalMemory(handle));
    LocalMemory closed = controller.createLocalMemory(memory, memory.byteSize());
    closed.close();
    assertRsmError(expected, () -> controller.freeLocalMemory(closed));
    try (TestBed other = new TestBed()) {
      LocalMemory foreign = other.controller().createLocalMemory(memory, memory.byteSize());
      assertRsmError(expected, () -> controller.freeLocalMemory(foreign));
      assertUsable(other, foreign, memory);
      other.controller().freeLocalMemory(foreign);
    }
    assertCanBeCreated(bed, memory, memory.byteSize());
  }
}
