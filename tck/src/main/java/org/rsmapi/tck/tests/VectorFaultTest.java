// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.IoVector;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.spi.FaultInjection;
import org.rsmapi.spi.FaultInjection.Fault;
import org.rsmapi.spi.FaultPoint;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** Trouble of the driver in rsm_memseg_import_putv(3RSM). */
@ExtendWith(TestBedExtension.class)
final class VectorFaultTest {

  private static final int ENTRIES = 4;

  private static IoVector[] entries(VectorBed vector) {
    return IntStream.range(0, ENTRIES)
        .mapToObj(
            i ->
                i % 2 == 0
                    ? vector.byAddress(i * 100L, i * 200L, 90)
                    : vector.byHandle(i * 100L, i * 200L, 91))
        .toArray(IoVector[]::new);
  }

  @Rule(RuleId.VEC_INSUFFICIENT_RESOURCES_01)
  @ParameterizedTest
  @EnumSource
  void vectorThatCannotBeSetUpIsRefused(VectorForm form, TestBed bed) {
    FaultInjection faults = bed.faults();
    RsmError expected = RsmError.INSUFFICIENT_RESOURCES;
    for (BarrierMode mode : BarrierMode.values()) {
      try (Fault fault = faults.fail(FaultPoint.TRANSFER, expected, 1)) {
        VectorBed vector = VectorBed.of(bed, form);
        vector.imported().setMode(mode);
        vector.assertFailsAt(expected, 0, entries(vector));
        assertEquals(1, fault.hits());
        vector.assertMoves(entries(vector));
      }
    }
  }

  @Rule(RuleId.VEC_INTERRUPTED_01)
  @ParameterizedTest
  @EnumSource
  void interruptEndsATransferThatIsHeldBack(VectorForm form, TestBed bed) {
    FaultInjection faults = bed.faults();
    Fault fault = faults.hold(FaultPoint.TRANSFER);
    try {
      VectorBed vector = VectorBed.of(bed, form);
      ScatterGather list = new ScatterGather(entries(vector));
      Threads.Call held = Threads.start(() -> vector.assertFailsAt(RsmError.INTERRUPTED, 0, list));
      Threads.await("the held transfer", () -> fault.hits() == 1);
      held.thread().interrupt();
      assertEquals(RsmError.SUCCESS, held.code());

      Threads.Call lifted = Threads.start(() -> vector.assertMoves(list));
      Threads.await("the held transfer", () -> fault.hits() == 2);
      fault.close();
      assertEquals(RsmError.SUCCESS, lifted.code());
    } finally {
      fault.close();
    }
  }

  @Rule(RuleId.VEC_BARRIER_FAILURE_01)
  @ParameterizedTest
  @EnumSource
  void residualCountTellsWhichEntryWasLost(VectorForm form, TestBed bed) {
    FaultInjection faults = bed.faults();
    for (int lost = 0; lost < ENTRIES; lost++) {
      try (Fault first = next(faults, lost)) {
        VectorBed vector = VectorBed.of(bed, form);
        int index = lost;
        Threads.Call call =
            Threads.start(
                () -> vector.assertFailsAt(RsmError.BARRIER_FAILURE, index, entries(vector)));
        holdEachBefore(lost, first, faults);
        assertEquals(RsmError.SUCCESS, call.code());
        vector.assertMoves(entries(vector));
      }
    }
  }

  /** Holds an entry until the fault for the one after it is armed. */
  private static void holdEachBefore(int lost, Fault first, FaultInjection faults) {
    Fault current = first;
    for (int left = lost; left > 0; left--) {
      Fault holding = current;
      Threads.await("the held entry", () -> holding.hits() == 1);
      current = next(faults, left - 1);
      holding.close();
    }
  }

  private static Fault next(FaultInjection faults, int left) {
    return left == 0
        ? faults.fail(FaultPoint.TRANSFER, RsmError.BARRIER_FAILURE, 1)
        : faults.hold(FaultPoint.TRANSFER);
  }

  @Rule(RuleId.VEC_REMOTE_NODE_UNREACHABLE_01)
  @ParameterizedTest
  @EnumSource
  void lostPathIsReportedUntilTheConnectionBreaks(VectorForm form, TestBed bed) {
    FaultInjection faults = bed.faults();
    RsmError expected = RsmError.REMOTE_NODE_UNREACHABLE;
    for (BarrierMode mode : BarrierMode.values()) {
      try (Fault fault = faults.fail(FaultPoint.TRANSFER, expected, 1)) {
        VectorBed vector = VectorBed.of(bed, form);
        vector.imported().setMode(mode);
        vector.assertFailsAt(expected, 0, entries(vector));
        assertEquals(1, fault.hits());
        vector.assertMoves(entries(vector));
        assertEquals(1, faults.breakConnections(TestBed.idOf(vector.link().exported())));
        vector.assertFailsAt(RsmError.CONN_ABORTED, 0, entries(vector));
      }
    }
  }
}
