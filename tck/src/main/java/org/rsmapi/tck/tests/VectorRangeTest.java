// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Threads;

/** The ranges of the entries of rsm_memseg_import_putv(3RSM). */
@ExtendWith(TestBedExtension.class)
final class VectorRangeTest {

  @Rule(RuleId.VEC_BAD_OFFSET_01)
  @ParameterizedTest
  @EnumSource
  void remoteOffsetOutsideTheSegmentIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    long size = vector.link().size();
    for (long offset : new long[] {-1, Long.MIN_VALUE, size, size + 1, Long.MAX_VALUE}) {
      vector.assertRefused(RsmError.BAD_OFFSET, vector.byAddress(0, offset, 1));
      vector.assertRefused(RsmError.BAD_OFFSET, vector.byHandle(0, offset, 1));
    }
    vector.assertRefused(RsmError.BAD_OFFSET, vector.byAddress(0, size + 1, 0));
    vector.assertRefused(RsmError.BAD_OFFSET, vector.byAddress(0, -1, 0));
    vector.assertMoves(vector.byAddress(0, size - 1, 1), vector.byHandle(0, size, 0));
  }

  @Rule(RuleId.VEC_BAD_OFFSET_02)
  @ParameterizedTest
  @EnumSource
  void localOffsetOutsideTheHandleIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    long length = vector.handle().length();
    for (long offset : new long[] {-1, Long.MIN_VALUE}) {
      for (int bytes : new int[] {0, 1}) {
        vector.assertRefused(RsmError.BAD_OFFSET, vector.byAddress(offset, 0, bytes));
        vector.assertRefused(RsmError.BAD_OFFSET, vector.byHandle(offset, 0, bytes));
      }
    }
    vector.assertRefused(RsmError.BAD_OFFSET, vector.byHandle(length, 0, 1));
    for (long beyond : new long[] {length + 1, Long.MAX_VALUE}) {
      vector.assertRefused(RsmError.BAD_OFFSET, vector.byHandle(beyond, 0, 0));
      vector.assertRefused(RsmError.BAD_OFFSET, vector.byHandle(beyond, 0, 1));
    }
    vector.assertMoves(vector.byHandle(length - 1, 0, 1), vector.byHandle(length, 0, 0));
  }

  @Rule(RuleId.VEC_BAD_LENGTH_01)
  @ParameterizedTest
  @EnumSource
  void rangeThatEndsBeyondTheSegmentIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    long size = vector.link().size();
    for (long offset : new long[] {0, 1, size - 10}) {
      for (long length : new long[] {size - offset + 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
        vector.assertRefused(RsmError.BAD_LENGTH, vector.byAddress(0, offset, length));
        vector.assertRefused(RsmError.BAD_LENGTH, vector.byHandle(0, offset, length));
      }
    }
    vector.assertMoves(vector.byAddress(0, size - 10, 10), vector.byHandle(99, size - 10, 10));
    vector.assertMoves(vector.byAddress(0, 0, size));
  }

  /** The pages of the memory reach beyond the length that was given for the handle. */
  @Rule(RuleId.VEC_BAD_LENGTH_02)
  @ParameterizedTest
  @EnumSource
  void rangeThatEndsBeyondTheHandleIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    long length = vector.handle().length();
    for (long offset : new long[] {0, 1, length - 1}) {
      vector.assertRefused(RsmError.BAD_LENGTH, vector.byHandle(offset, 0, length - offset + 1));
      vector.assertMoves(vector.byHandle(offset, 0, length - offset));
    }
    LocalMemory oneByte = bed.controller().createLocalMemory(vector.local(), 1);
    vector.assertRefused(RsmError.BAD_LENGTH, IoVector.of(oneByte, 0, 0, 2));
    vector.assertMoves(IoVector.of(oneByte, 0, 77, 1));
  }

  @Rule(RuleId.VEC_BAD_ADDR_01)
  @ParameterizedTest
  @EnumSource
  void memoryThatCannotBeUsedIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    vector.assertRefused(RsmError.BAD_ADDR, IoVector.of((MemorySegment) null, 0, 0, 8));
    vector.assertRefused(
        RsmError.BAD_ADDR, new IoVector(IoVector.VA_TYPE, vector.handle(), null, 0, 0, 8));
    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(64);
    }
    vector.assertRefused(RsmError.BAD_ADDR, IoVector.of(closed, 0, 0, 8));
    MemorySegment shorter = vector.local().asSlice(0, 64);
    for (MemorySegment memory :
        new MemorySegment[] {shorter, MemorySegment.ofArray(new byte[64])}) {
      vector.assertRefused(RsmError.BAD_ADDR, IoVector.of(memory, 0, 0, 65));
      vector.assertRefused(RsmError.BAD_ADDR, IoVector.of(memory, 60, 0, 5));
      vector.assertRefused(RsmError.BAD_ADDR, IoVector.of(memory, 65, 0, 1));
      vector.assertRefused(RsmError.BAD_ADDR, IoVector.of(memory, Long.MAX_VALUE, 0, 8));
    }
    vector.assertMoves(IoVector.of(shorter, 60, 0, 4));
    form.run(
        vector.imported(),
        new ScatterGather(IoVector.of(MemorySegment.ofArray(new byte[64]), 60, 0, 4)));
    IoVector readOnly = IoVector.of(vector.local().asReadOnly(), 0, 0, 8);
    if (form.isGet()) {
      vector.assertRefused(RsmError.BAD_ADDR, readOnly);
    } else {
      vector.assertMoves(readOnly);
    }
    ofAnotherThread(vector);
  }

  private static void ofAnotherThread(VectorBed vector) {
    try (Arena arena = Arena.ofConfined()) {
      IoVector ours = IoVector.of(arena.allocate(64), 0, 0, 8);
      Threads.Call other =
          Threads.start(
              () -> assertRsmError(RsmError.BAD_ADDR, () -> vector.run(new ScatterGather(ours))));
      Assertions.assertEquals(RsmError.SUCCESS, other.code());
      vector.run(new ScatterGather(ours));
    }
  }
}
