// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.support.RsmAssertions.codeOf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** Barriers over a medium that loses accesses. */
@ExtendWith(TestBedExtension.class)
final class BarrierFailureTest {

  private static final long VALUE = 4711;

  /** A connection in explicit mode whose puts can be lost. */
  private record Lossy(FaultInjection faults, MemorySegment memory, ImportSegment imported) {

    static Lossy in(TestBed bed) {
      FaultInjection faults = bed.faults();
      MemorySegment memory = bed.memory(1);
      // Connected while a fault is armed, so that puts pass the point.
      try (Fault fault = faults.drop(FaultPoint.TRANSFER)) {
        ImportSegment imported = bed.connect(bed.published(memory, 0), Permission.RDWR);
        imported.setMode(BarrierMode.EXPLICIT);
        return new Lossy(faults, memory, imported);
      }
    }

    Barrier opened() {
      Barrier barrier = imported.initBarrier();
      Barrier.Span ignored = barrier.open();
      return barrier;
    }

    /** The medium loses a put, and is in order again. */
    void lose(long offset) {
      try (Fault fault = faults.drop(FaultPoint.TRANSFER)) {
        RsmError code = codeOf(() -> imported.put64(offset, VALUE));
        assertTrue(code == RsmError.SUCCESS || code == RsmError.BARRIER_FAILURE, code.name());
        assertTrue(fault.hits() > 0, "the put did not pass the point");
      }
    }

    void assertArrived(long offset) {
      assertEquals(VALUE, memory.get(ValueLayout.JAVA_LONG, offset));
    }

    /** A span without losses succeeds. */
    void assertWorks(Barrier barrier) {
      Barrier.Span ignored = barrier.open();
      imported.put64(64, VALUE);
      barrier.order();
      barrier.closeBarrier();
      assertArrived(64);
      memory.set(ValueLayout.JAVA_LONG, 64, 0);
    }
  }

  @Rule(value = RuleId.ORDER_BARRIER_BARRIER_FAILURE_01, needs = Capability.BARRIER_FAILURES)
  @Test
  void orderTellsOfALossAndCloseTellsAgain(TestBed bed) {
    Lossy lossy = Lossy.in(bed);
    Barrier barrier = lossy.opened();
    lossy.lose(0);
    assertRsmError(RsmError.BARRIER_FAILURE, barrier::order);
    lossy.imported().put64(8, VALUE);
    assertRsmError(RsmError.BARRIER_FAILURE, barrier::closeBarrier);
    lossy.assertWorks(barrier);
  }

  @Rule(value = RuleId.CLOSE_BARRIER_BARRIER_FAILURE_01, needs = Capability.BARRIER_FAILURES)
  @Test
  void closeTellsOfALossThoughTheLinkIsInOrderAgain(TestBed bed) {
    Lossy lossy = Lossy.in(bed);
    Barrier barrier = lossy.opened();
    lossy.imported().put64(0, VALUE);
    lossy.lose(8);
    lossy.imported().put64(16, VALUE);
    assertRsmError(RsmError.BARRIER_FAILURE, barrier::closeBarrier);
    assertRsmError(RsmError.BARRIER_NOT_OPENED, barrier::closeBarrier);
    lossy.assertWorks(barrier);
  }

  @Rule(value = RuleId.CLOSE_BARRIER_STATE_01, needs = Capability.BARRIER_FAILURES)
  @Test
  void lossBeforeOpenDoesNotCount(TestBed bed) {
    Lossy lossy = Lossy.in(bed);
    lossy.lose(0);
    Barrier barrier = lossy.imported().initBarrier();
    lossy.assertWorks(barrier);
    lossy.lose(0);
    lossy.assertWorks(barrier);
  }

  @Rule(value = RuleId.CLOSE_BARRIER_STATE_02, needs = Capability.BARRIER_FAILURES)
  @Test
  void everyBarrierThatIsOpenTellsOfALoss(TestBed bed) {
    Lossy lossy = Lossy.in(bed);
    Barrier first = lossy.opened();
    lossy.imported().put64(0, VALUE);
    Barrier second = lossy.opened();
    lossy.lose(8);
    assertRsmError(RsmError.BARRIER_FAILURE, first::closeBarrier);
    lossy.imported().put64(16, VALUE);
    assertRsmError(RsmError.BARRIER_FAILURE, second::closeBarrier);
    lossy.assertWorks(first);
    lossy.assertWorks(second);
  }

  @Rule(value = RuleId.CLOSE_BARRIER_STATE_03, needs = Capability.BARRIER_FAILURES)
  @Test
  void repeatedAccessesArrive(TestBed bed) {
    Lossy lossy = Lossy.in(bed);
    Barrier barrier = lossy.opened();
    lossy.lose(0);
    lossy.lose(8);
    assertRsmError(RsmError.BARRIER_FAILURE, barrier::closeBarrier);
    Barrier.Span ignored = barrier.open();
    lossy.imported().put64(0, VALUE);
    lossy.imported().put64(8, VALUE);
    barrier.closeBarrier();
    lossy.assertArrived(0);
    lossy.assertArrived(8);
  }
}
