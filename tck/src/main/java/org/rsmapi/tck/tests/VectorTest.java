// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.IoVector;
import org.rsmapi.ScatterGather;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** The data that rsm_memseg_import_putv(3RSM) and rsm_memseg_import_getv(3RSM) move. */
@ExtendWith(TestBedExtension.class)
final class VectorTest {

  @Rule(RuleId.VEC_OK_01)
  @ParameterizedTest
  @EnumSource
  void entriesByHandleAndByAddressAreMoved(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    vector.imported().initBarrier();
    vector.assertMoves(vector.byAddress(0, bed.page(), 256));
    vector.assertMoves(vector.byHandle(bed.page(), 0, 2 * bed.page()));
    vector.assertMoves(
        IntStream.range(0, ScatterGather.MAX_REQUESTS)
            .mapToObj(i -> vector.byAddress(i * 300L, i * 500L, 250))
            .toArray(IoVector[]::new));
    vector.assertMoves(
        IntStream.range(0, ScatterGather.MAX_REQUESTS)
            .mapToObj(
                i ->
                    i % 3 == 0
                        ? vector.byAddress(i * 300L, 8000L - i * 400L, 299)
                        : vector.byHandle(i * 300L, 8000L - i * 400L, 300))
            .toArray(IoVector[]::new));
    partOfAnArray(vector);
  }

  /** More entries than the count are none of the call's business. */
  private static void partOfAnArray(VectorBed vector) {
    IoVector[] entries = {vector.byAddress(0, 8, 8), vector.byHandle(8, 0, 8), null};
    vector.assertMoves(new ScatterGather(entries, 2, 0));
  }

  @Rule(RuleId.VEC_OK_02)
  @ParameterizedTest
  @EnumSource
  void neitherBarrierNorMappingIsNeeded(VectorForm form, TestBed bed) {
    for (BarrierMode mode : BarrierMode.values()) {
      VectorBed vector = VectorBed.of(bed, form);
      vector.imported().setMode(mode);
      vector.assertMoves(vector.byAddress(64, 128, 1000), vector.byHandle(2000, 3000, 700));
    }
    TransferLink link = TransferLink.connected(bed, form.needed());
    MemorySegment local = bed.memory(1);
    form.run(link.imported(), new ScatterGather(IoVector.of(local, 0, 0, local.byteSize())));
  }

  @Rule(RuleId.VEC_OK_03)
  @ParameterizedTest
  @EnumSource
  void entriesMayBeEmptyAndOdd(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    long size = vector.link().size();
    long handleSize = vector.handle().length();
    vector.assertMoves(vector.byAddress(0, 0, 0));
    vector.assertMoves(
        vector.byAddress(1, 3, 7),
        vector.byAddress(0, 5, 0),
        vector.byHandle(11, bed.page() - 1, 3),
        vector.byHandle(7, 64, 0),
        vector.byHandle(bed.page() + 1, 1001, 5),
        vector.byAddress(size, size, 0),
        vector.byHandle(handleSize, size, 0),
        vector.byAddress(2 * bed.page() + 3, 2 * bed.page() + 1, bed.page() + 1));
    vector.assertMoves(vector.byAddress(size - 13, size - 13, 13));
    vector.assertMoves(vector.byHandle(handleSize - 13, size - 13, 13));
  }

  @Rule(RuleId.VEC_DATA_01)
  @Test
  void laterEntryRemains(TestBed bed) {
    VectorBed vector = VectorBed.of(bed, VectorForm.PUTV);
    assertEquals(BarrierMode.IMPLICIT, vector.imported().mode());
    for (int round = 0; round < 100; round++) {
      vector.assertMoves(
          vector.byAddress(0, 64, 1000),
          vector.byHandle(2000, 64, 1000),
          vector.byAddress(4000, 500, 3000),
          vector.byHandle(8000, 501, 2000));
    }
  }

  @Rule(RuleId.VEC_DATA_02)
  @Test
  void oneRangeGoesToSeveralPlaces(TestBed bed) {
    VectorBed vector = VectorBed.of(bed, VectorForm.GETV);
    vector.assertMoves(
        vector.byAddress(1, 100, 50),
        vector.byAddress(101, 100, 50),
        vector.byHandle(3001, 100, 50),
        vector.byHandle(bed.page() * 2 - 20, 100, 50));
    vector.assertMoves(
        vector.byAddress(0, 0, 10),
        vector.byAddress(10, 20, 10),
        vector.byHandle(20, 1000, 10),
        vector.byAddress(30, 5000, 10));
  }
}
