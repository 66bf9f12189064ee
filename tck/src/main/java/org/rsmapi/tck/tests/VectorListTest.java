// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;

/** The list, the handles and the rights of rsm_memseg_import_putv(3RSM). */
@ExtendWith(TestBedExtension.class)
final class VectorListTest {

  @Rule(RuleId.VEC_BAD_SGIO_01)
  @ParameterizedTest
  @EnumSource
  void missingListOrEntryIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    assertRsmError(RsmError.BAD_SGIO, () -> vector.run(null));
    ScatterGather withoutEntries = new ScatterGather(null, 1, 0);
    assertRsmError(RsmError.BAD_SGIO, () -> vector.run(withoutEntries));
    assertEquals(1, withoutEntries.residualCount());
    @Nullable IoVector[] entries = {vector.byAddress(0, 64, 8), vector.byHandle(8, 0, 8), null};
    for (int place = 0; place < entries.length; place++) {
      @Nullable IoVector[] shifted = entries.clone();
      shifted[2] = shifted[place];
      shifted[place] = null;
      vector.assertFailsAt(RsmError.BAD_SGIO, 0, new ScatterGather(shifted, 3, 0));
    }
    vector.assertMoves(new ScatterGather(entries, 2, 0));
  }

  @Rule(RuleId.VEC_BAD_SGIO_02)
  @ParameterizedTest
  @EnumSource
  void countIsOneToSixteenAndWithinTheEntries(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    IoVector[] entries = new IoVector[ScatterGather.MAX_REQUESTS + 1];
    Arrays.setAll(entries, i -> vector.byAddress(i * 64L, i * 128L, 60));
    for (int count : new int[] {0, 17, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      vector.assertFailsAt(RsmError.BAD_SGIO, 0, new ScatterGather(entries, count, 0));
    }
    IoVector[] three = Arrays.copyOf(entries, 3);
    for (int count : new int[] {4, 16}) {
      vector.assertFailsAt(RsmError.BAD_SGIO, 0, new ScatterGather(three, count, 0));
    }
    IoVector[] none = {};
    vector.assertFailsAt(RsmError.BAD_SGIO, 0, new ScatterGather(none, 1, 0));
    vector.assertMoves(new ScatterGather(entries, ScatterGather.MAX_REQUESTS, 0));
    vector.assertMoves(new ScatterGather(three, 3, 0));
    vector.assertMoves(new ScatterGather(three, 1, 0));
  }

  @Rule(RuleId.VEC_BAD_SGIO_03)
  @ParameterizedTest
  @EnumSource
  void unknownTypeOrDeadHandleIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    for (int type : new int[] {0, 3, 4, -1}) {
      IoVector odd = new IoVector(type, vector.handle(), vector.local(), 0, 0, 8);
      vector.assertRefused(RsmError.BAD_SGIO, odd);
    }
    vector.assertRefused(RsmError.BAD_SGIO, IoVector.of((LocalMemory) null, 0, 0, 8));
    vector.assertRefused(
        RsmError.BAD_SGIO, new IoVector(IoVector.HANDLE_TYPE, null, vector.local(), 0, 0, 8));
    MemorySegment memory = bed.memory(1);
    LocalMemory freed = bed.controller().createLocalMemory(memory, memory.byteSize());
    bed.controller().freeLocalMemory(freed);
    vector.assertRefused(RsmError.BAD_SGIO, IoVector.of(freed, 0, 0, 8));
    LocalMemory closed = bed.controller().createLocalMemory(memory, memory.byteSize());
    closed.close();
    vector.assertRefused(RsmError.BAD_SGIO, IoVector.of(closed, 0, 0, 8));
    vector.assertMoves(vector.byHandle(0, 0, 8), vector.byAddress(8, 8, 8));
  }

  @Rule(RuleId.VEC_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @EnumSource
  void disconnectedImportIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    ImportSegment gone = bed.connect(vector.link().exported(), form.needed());
    gone.disconnect();
    ScatterGather list = new ScatterGather(vector.byAddress(0, 0, 8), vector.byHandle(8, 8, 8));
    list.setResidualCount(99);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> form.run(gone, list));
    assertEquals(2, list.residualCount());
    vector.assertMoves(list);
  }

  @Rule(RuleId.VEC_BAD_CTLR_HNDL_01)
  @ParameterizedTest
  @EnumSource
  void importOfAReleasedControllerIsRefused(VectorForm form, TestBed bed) {
    VectorBed vector = VectorBed.of(bed, form);
    try (Rsm rsm = TestBed.library()) {
      RsmController controller = rsm.controller(TestBed.controllerName());
      ImportSegment imported =
          controller.connect(bed.node(), TestBed.idOf(vector.link().exported()), form.needed());
      ScatterGather list = new ScatterGather(vector.byAddress(0, 0, 8));
      form.run(imported, list);
      assertEquals(0, list.residualCount());
      controller.release();
      assertRsmError(RsmError.BAD_CTLR_HNDL, () -> form.run(imported, list));
      assertEquals(1, list.residualCount());
      vector.assertMoves(list);
    }
  }

  @Rule(RuleId.PUTV_PERM_DENIED_01)
  @Test
  void puttingNeedsTheRightToWrite(TestBed bed) {
    deniedWithout(VectorForm.PUTV, bed);
  }

  @Rule(RuleId.GETV_PERM_DENIED_01)
  @Test
  void gettingNeedsTheRightToRead(TestBed bed) {
    deniedWithout(VectorForm.GETV, bed);
  }

  private static void deniedWithout(VectorForm form, TestBed bed) {
    VectorBed allowed = VectorBed.of(bed, form);
    ImportSegment without = bed.connect(allowed.link().exported(), form.lacking());
    TransferLink link =
        new TransferLink(allowed.link().memory(), allowed.link().exported(), without);
    VectorBed vector = new VectorBed(form, link, allowed.local(), allowed.handle());
    ScatterGather list = new ScatterGather(vector.byAddress(0, 0, 8), vector.byHandle(8, 8, 8));
    for (BarrierMode mode : BarrierMode.values()) {
      without.setMode(mode);
      vector.assertFailsAt(RsmError.PERM_DENIED, 0, list);
    }
    allowed.assertMoves(list);
    VectorForm other = form.isGet() ? VectorForm.PUTV : VectorForm.GETV;
    new VectorBed(other, link, allowed.local(), allowed.handle()).assertMoves(list);
  }
}
