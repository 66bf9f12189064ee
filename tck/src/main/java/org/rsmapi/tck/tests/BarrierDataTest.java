// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Capability;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** rsm_memseg_import_open_barrier and its companions: what has arrived when they return. */
@ExtendWith(TestBedExtension.class)
final class BarrierDataTest {

  private static final int ROUNDS = 20_000;
  private static final int THREADS = 4;
  private static final int SPANS = 2_000;

  /** Flag, and data in another cache line. */
  private static final long FLAG = 0;

  private static final long DATA = 256;
  private static final int DATA_LONGS = 16;

  @Rule(RuleId.ORDER_BARRIER_DATA_01)
  @Test
  void whoSeesTheFlagSeesTheData(TestBed bed) {
    ExportSegment exported = bed.published(1);
    ImportSegment writer = explicit(bed, exported);
    ImportSegment reader = explicit(bed, exported);
    Threads.Call reading = Threads.start(() -> readUntilTheLastFlag(reader));
    MemorySegment block = bed.arena().allocate(ValueLayout.JAVA_LONG, DATA_LONGS);
    Barrier barrier = writer.initBarrier();
    try (Barrier.Span span = barrier.open()) {
      for (long round = 1; round <= ROUNDS; round++) {
        for (int i = 0; i < DATA_LONGS; i++) {
          block.setAtIndex(ValueLayout.JAVA_LONG, i, round);
        }
        writer.put(DATA, block, block.byteSize());
        span.order();
        writer.put64(FLAG, round);
        // The data of the next round must not overtake the flag of this one either.
        span.order();
      }
    }
    assertEquals(RsmError.SUCCESS, reading.code());
  }

  private static void readUntilTheLastFlag(ImportSegment reader) {
    long flag = 0;
    while (flag < ROUNDS) {
      flag = reader.get64(FLAG);
      for (int i = DATA_LONGS - 1; i >= 0; i--) {
        long data = reader.get64(DATA + (long) i * Long.BYTES);
        assertTrue(data >= flag, "flag=" + flag + " data=" + data);
      }
    }
  }

  private static ImportSegment explicit(TestBed bed, ExportSegment exported) {
    ImportSegment imported = bed.connect(exported, Permission.RDWR);
    imported.setMode(BarrierMode.EXPLICIT);
    return imported;
  }

  private enum Writing {
    PUT,
    PUT64,
    MAPPED
  }

  @Rule(RuleId.CLOSE_BARRIER_DATA_01)
  @ParameterizedTest
  @EnumSource(Writing.class)
  void allHasArrivedWhenCloseReturns(Writing writing, TestBed bed) {
    boolean mapped = writing == Writing.MAPPED;
    assumeTrue(!mapped || TestBed.offers(Capability.MAP));
    MemorySegment memory = bed.memory(4);
    ExportSegment exported = bed.published(memory, 0);
    ImportSegment imported = explicit(bed, exported);
    ImportSegment other = bed.ready(exported);
    MemorySegment window =
        mapped ? imported.map(Permission.RDWR, 0, memory.byteSize()) : MemorySegment.NULL;
    MemorySegment source = bed.memory(4);
    Barrier barrier = imported.initBarrier();
    for (byte round = 1; round <= 20; round++) {
      MemorySegment filled = source.fill(round);
      Barrier.Span ignored = barrier.open();
      if (mapped) {
        MemorySegment.copy(filled, 0, window, 0, filled.byteSize());
      } else if (writing == Writing.PUT) {
        imported.put(0, filled, filled.byteSize());
      } else {
        imported.put64(0, filled, filled.byteSize() / Long.BYTES);
      }
      barrier.closeBarrier();
      assertEquals(-1, memory.mismatch(filled));
      assertEquals(round, other.get8(memory.byteSize() - 1));
    }
  }

  @Rule(RuleId.CLOSE_BARRIER_CONCURRENCY_01)
  @Test
  void barriersOfThreadsDoNotInterfere(TestBed bed) {
    MemorySegment memory = bed.memory(THREADS);
    ImportSegment imported = bed.ready(bed.published(memory, 0));
    imported.setMode(BarrierMode.EXPLICIT);
    long stride = bed.page();
    assertEquals(
        Collections.nCopies(THREADS, RsmError.SUCCESS),
        Threads.race(
            THREADS,
            index -> {
              long place = index * stride;
              Barrier barrier = imported.initBarrier();
              for (long span = 1; span <= SPANS; span++) {
                try (Barrier.Span open = barrier.open()) {
                  imported.put64(place, span);
                  open.order();
                  imported.put64(place + Long.BYTES, span);
                }
                assertEquals(span, memory.get(ValueLayout.JAVA_LONG, place));
                assertEquals(span, memory.get(ValueLayout.JAVA_LONG, place + Long.BYTES));
                if (span % 100 == 0) {
                  barrier.destroy();
                  barrier = imported.initBarrier();
                }
              }
            }));
  }
}
