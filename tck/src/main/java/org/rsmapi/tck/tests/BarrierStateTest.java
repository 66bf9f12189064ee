// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.BarrierType;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/**
 * rsm_memseg_import_init_barrier, rsm_memseg_import_open_barrier and their companions: states and
 * codes.
 */
@ExtendWith(TestBedExtension.class)
final class BarrierStateTest {

  /** The calls of a barrier; what they answer depends on its state alone. */
  private enum Call {
    OPEN {
      @Override
      void of(Barrier barrier) {
        Barrier.Span ignored = barrier.open();
      }
    },
    ORDER {
      @Override
      void of(Barrier barrier) {
        barrier.order();
      }
    },
    CLOSE_BARRIER {
      @Override
      void of(Barrier barrier) {
        barrier.closeBarrier();
      }
    },
    DESTROY {
      @Override
      void of(Barrier barrier) {
        barrier.destroy();
      }
    };

    abstract void of(Barrier barrier);
  }

  private static Barrier opened(ImportSegment imported) {
    Barrier barrier = imported.initBarrier();
    Barrier.Span ignored = barrier.open();
    return barrier;
  }

  private static void cycle(Barrier barrier) {
    Barrier.Span ignored = barrier.open();
    barrier.order();
    barrier.closeBarrier();
  }

  @Rule(RuleId.INIT_BARRIER_OK_01)
  @ParameterizedTest
  @EnumSource(BarrierType.class)
  void everyTypeAndAnyNumber(BarrierType type, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    cycle(imported.initBarrier(type));
    cycle(imported.initBarrier(type));
    cycle(imported.initBarrier(null));
    imported.put8(0, (byte) 1);
    exported.unpublish();
    Barrier broken = imported.initBarrier(type);
    Barrier.Span ignored = broken.open();
    assertRsmError(RsmError.CONN_ABORTED, broken::closeBarrier);
  }

  @Rule(RuleId.INIT_BARRIER_BAD_SEG_HNDL_01)
  @Test
  void noBarrierWithoutAnImport(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    ImportSegment other = bed.ready(exported);
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, imported::initBarrier);
    for (BarrierType type : BarrierType.values()) {
      assertRsmError(RsmError.BAD_SEG_HNDL, () -> imported.initBarrier(type));
    }
    cycle(other.initBarrier());
  }

  @Rule(RuleId.INIT_BARRIER_INSUFFICIENT_MEM_01)
  @Test
  void shortMemory(TestBed bed) {
    ImportSegment imported = bed.connect(bed.published(1), Permission.RDWR);
    try (Fault fault = bed.faults().fail(FaultPoint.BARRIER, RsmError.INSUFFICIENT_MEM, 1)) {
      assertRsmError(RsmError.INSUFFICIENT_MEM, imported::initBarrier);
      assertEquals(1, fault.hits());
    }
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> imported.get8(0));
    cycle(imported.initBarrier());
    assertEquals(0, imported.get8(0));
  }

  @Rule(RuleId.BARRIER_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @EnumSource(Call.class)
  void barrierEndsWithItsImport(Call call, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    Barrier closed = imported.initBarrier();
    Barrier open = opened(imported);
    Barrier destroyed = opened(imported);
    destroyed.destroy();
    ImportSegment other = bed.ready(exported);
    Barrier live = opened(other);
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> call.of(closed));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> call.of(open));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> call.of(destroyed));
    call.of(live);
  }

  @Rule(RuleId.BARRIER_BARRIER_UNINITIALIZED_01)
  @ParameterizedTest
  @EnumSource(Call.class)
  void destroyedBarrierIsOfNoUse(Call call, TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    Barrier closed = imported.initBarrier();
    Barrier open = opened(imported);
    Barrier live = opened(imported);
    closed.destroy();
    open.destroy();
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.of(closed));
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.of(open));
    call.of(live);
    exported.unpublish();
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, () -> call.of(closed));
  }

  @Rule(RuleId.BARRIER_OK_01)
  @Test
  void openPutOrderPutClose(TestBed bed) {
    MemorySegment memory = bed.memory(1);
    ImportSegment imported = bed.ready(bed.published(memory, 0));
    imported.setMode(BarrierMode.EXPLICIT);
    Barrier barrier = imported.initBarrier();
    Barrier.Span span = barrier.open();
    imported.put64(0, 1);
    barrier.order();
    imported.put64(8, 2);
    span.order();
    imported.put64(16, 3);
    barrier.closeBarrier();
    for (int i = 0; i < 3; i++) {
      assertEquals(i + 1, memory.getAtIndex(ValueLayout.JAVA_LONG, i));
    }
  }

  @Rule(RuleId.BARRIER_OK_02)
  @ParameterizedTest
  @EnumSource(BarrierMode.class)
  void spansWithoutAccess(BarrierMode mode, TestBed bed) {
    ImportSegment imported = bed.ready(bed.published(1));
    imported.setMode(mode);
    Barrier barrier = imported.initBarrier();
    for (int i = 0; i < 3; i++) {
      try (Barrier.Span span = barrier.open()) {
        span.order();
      }
      Barrier.Span ignored = barrier.open();
      barrier.closeBarrier();
    }
  }

  @Rule(RuleId.OPEN_BARRIER_STATE_01)
  @Test
  void secondOpenBeginsAnew(TestBed bed) {
    Barrier barrier = opened(bed.ready(bed.published(1)));
    Barrier.Span ignored = barrier.open();
    barrier.closeBarrier();
    assertRsmError(RsmError.BARRIER_NOT_OPENED, barrier::closeBarrier);
    cycle(barrier);
  }

  @Rule(RuleId.OPEN_BARRIER_STATE_02)
  @Test
  void openNeverReportsABrokenConnection(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    Barrier barrier = imported.initBarrier();
    exported.unpublish();
    for (int i = 0; i < 2; i++) {
      Barrier.Span ignored = barrier.open();
      assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    }
  }

  @Rule(RuleId.ORDER_BARRIER_BARRIER_NOT_OPENED_01)
  @Test
  void neverOpenedOrClosedBefore(TestBed bed) {
    Barrier barrier = bed.ready(bed.published(1)).initBarrier();
    for (int i = 0; i < 2; i++) {
      assertRsmError(RsmError.BARRIER_NOT_OPENED, barrier::order);
      assertRsmError(RsmError.BARRIER_NOT_OPENED, barrier::closeBarrier);
      cycle(barrier);
    }
  }

  @Rule(RuleId.ORDER_BARRIER_CONN_ABORTED_01)
  @Test
  void orderTellsThatTheConnectionIsBroken(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    Barrier open = opened(imported);
    Barrier closed = imported.initBarrier();
    open.order();
    exported.unpublish();
    assertRsmError(RsmError.CONN_ABORTED, open::order);
    assertRsmError(RsmError.CONN_ABORTED, open::order);
    assertRsmError(RsmError.CONN_ABORTED, closed::order);
    cycle(bed.ready(bed.published(1)).initBarrier());
  }

  @Rule(RuleId.CLOSE_BARRIER_CONN_ABORTED_01)
  @Test
  void closeTellsThatTheConnectionIsBroken(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    Barrier between = opened(imported);
    Barrier before = imported.initBarrier();
    Barrier closed = imported.initBarrier();
    exported.unpublish();
    assertRsmError(RsmError.CONN_ABORTED, between::closeBarrier);
    Barrier.Span ignored = before.open();
    assertRsmError(RsmError.CONN_ABORTED, before::closeBarrier);
    assertRsmError(RsmError.CONN_ABORTED, closed::closeBarrier);
    assertRsmError(RsmError.CONN_ABORTED, between::closeBarrier);
    cycle(bed.ready(bed.published(1)).initBarrier());
  }

  @Rule(RuleId.DESTROY_BARRIER_OK_01)
  @Test
  void destroyInAnyState(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment imported = bed.ready(exported);
    imported.initBarrier().destroy();
    opened(imported).destroy();
    Barrier closed = imported.initBarrier();
    Barrier open = opened(imported);
    Barrier stays = opened(imported);
    exported.unpublish();
    closed.destroy();
    open.destroy();
    imported.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, stays::closeBarrier);
  }
}
