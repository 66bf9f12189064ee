// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.tck.tests.TransferAssertions.element;
import static org.rsmapi.tck.tests.TransferAssertions.fill;
import static org.rsmapi.tck.tests.TransferAssertions.setElement;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.NotApplicable;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;
import org.rsmapi.tck.support.Transfer;

/** Many threads in rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM). */
@ExtendWith(TestBedExtension.class)
final class TransferConcurrencyTest {

  private static final int THREADS = 6;
  private static final int ROUNDS = 400;
  private static final int PLACES = 10;
  private static final int WRITES = 20_000;

  /** The ranges lie so close that threads share words and cache lines. */
  @Rule(RuleId.XFER_CONCURRENCY_01)
  @ParameterizedTest
  @EnumSource
  void disjointRangesDoNotDisturbEachOther(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    fill(link.memory(), 0);
    int width = transfer.width();
    int elements = 37;
    assertEquals(
        Collections.nCopies(THREADS, RsmError.SUCCESS),
        Threads.race(
            THREADS,
            thread -> {
              long offset = (long) thread * elements * width;
              MemorySegment range = link.memory().asSlice(offset, (long) elements * width);
              MemorySegment buffer = MemorySegment.ofArray(new long[elements]);
              MemorySegment used = buffer.asSlice(0, range.byteSize());
              for (int round = 0; round < ROUNDS; round++) {
                fill(transfer.isGet() ? range : used, (long) thread * ROUNDS + round);
                transfer.run(link.imported(), offset, buffer, elements);
                assertEquals(-1, used.mismatch(range), "round " + round);
              }
              singles(transfer, link, THREADS * elements, thread);
            }));
  }

  /** Every so many-th element belongs to a thread; what it put there stays until it comes again. */
  private static void singles(Transfer transfer, TransferLink link, int first, int thread) {
    int width = transfer.width();
    long[] before = new long[PLACES];
    for (int place = 0; place < PLACES; place++) {
      before[place] = element(link.memory(), offset(first, place, thread, width), width);
    }
    for (int round = 0; round < ROUNDS; round++) {
      int place = round % PLACES;
      long offset = offset(first, place, thread, width);
      long value = 0x0101_0101_0101_0101L * (thread * 31L + round);
      assertEquals(before[place], element(link.memory(), offset, width), "changed by another");
      MemorySegment wanted = MemorySegment.ofArray(new long[] {0});
      setElement(wanted, 0, width, value);
      before[place] = element(wanted, 0, width);
      if (transfer.isGet()) {
        setElement(link.memory(), offset, width, value);
        assertEquals(before[place], transfer.runSingle(link.imported(), offset, 0));
      } else {
        assertEquals(0, transfer.runSingle(link.imported(), offset, value));
        assertEquals(before[place], element(link.memory(), offset, width));
      }
    }
  }

  private static long offset(int first, int place, int thread, int width) {
    return (first + (long) place * THREADS + thread) * width;
  }

  @Rule(RuleId.XFER_CONCURRENCY_02)
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GET", "PUT"})
  void alignedElementsAreNotTorn(Transfer transfer, TestBed bed) {
    int width = transfer.width();
    NotApplicable.unless(
        (bed.controller().attributes().atomicSizes() & width) != 0,
        "the width is not among the atomic sizes");
    TransferLink link = TransferLink.ready(bed);
    ImportSegment imported = link.imported();
    Transfer other =
        Transfer.valueOf((transfer.isGet() ? "PUT" : "GET") + transfer.name().substring(3));
    for (int count : new int[] {0, 1, 5}) {
      LongConsumer writer = writer(transfer.isGet() ? other : transfer, imported, count);
      LongSupplier reader = reader(transfer.isGet() ? transfer : other, imported, count);
      neverTorn(width, writer, reader);
    }
  }

  /** Writes through one form; 0 stands for the one without a buffer. */
  private static LongConsumer writer(Transfer put, ImportSegment imported, int count) {
    int width = put.width();
    MemorySegment buffer = MemorySegment.ofArray(new long[5]);
    return value -> {
      if (count == 0) {
        assertEquals(0, put.runSingle(imported, 8L * width, value));
        return;
      }
      for (int i = 0; i < count; i++) {
        setElement(buffer, (long) i * width, width, value);
      }
      put.run(imported, (9L - count) * width, buffer, count);
    };
  }

  private static LongSupplier reader(Transfer get, ImportSegment imported, int count) {
    int width = get.width();
    MemorySegment buffer = MemorySegment.ofArray(new long[5]);
    return () -> {
      if (count == 0) {
        return get.runSingle(imported, 8L * width, 0);
      }
      get.run(imported, (9L - count) * width, buffer, count);
      return element(buffer, (count - 1L) * width, width);
    };
  }

  /** All bytes of a value that is written are equal. */
  private static void neverTorn(int width, LongConsumer writer, LongSupplier reader) {
    writer.accept(0);
    AtomicBoolean done = new AtomicBoolean();
    Threads.Call writing =
        Threads.start(
            () -> {
              try {
                for (int i = 1; i <= WRITES; i++) {
                  writer.accept(0x0101_0101_0101_0101L * (i & 0x7F));
                }
              } finally {
                done.set(true);
              }
            });
    long last = -1;
    boolean more = true;
    while (more) {
      more = !done.get();
      VarHandle.acquireFence();
      last = reader.getAsLong();
      long whole = 0x0101_0101_0101_0101L * (last & 0x7F);
      long low = width == Long.BYTES ? whole : whole & ((1L << (Byte.SIZE * width)) - 1);
      assertEquals(low, last, () -> "torn");
    }
    assertEquals(RsmError.SUCCESS, writing.code());
    assertTrue(last == (0x0101_0101_0101_0101L * (WRITES & 0x7F) & mask(width)));
  }

  private static long mask(int width) {
    return width == Long.BYTES ? -1 : (1L << (Byte.SIZE * width)) - 1;
  }
}
