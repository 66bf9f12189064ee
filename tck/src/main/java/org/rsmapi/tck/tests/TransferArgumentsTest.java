// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.rsmapi.tck.tests.TransferAssertions.assertMoves;
import static org.rsmapi.tck.tests.TransferAssertions.assertMovesOne;
import static org.rsmapi.tck.tests.TransferAssertions.assertOneRefused;
import static org.rsmapi.tck.tests.TransferAssertions.assertRefused;
import static org.rsmapi.tck.tests.TransferAssertions.buffer;
import static org.rsmapi.tck.tests.TransferAssertions.fill;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.tck.Rule;
import org.rsmapi.tck.RuleId;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.TestBedExtension;
import org.rsmapi.tck.support.Transfer;

/** Handles, ranges and rights in rsm_memseg_import_get(3RSM) and rsm_memseg_import_put(3RSM). */
@ExtendWith(TestBedExtension.class)
final class TransferArgumentsTest {

  @Rule(RuleId.XFER_BAD_SEG_HNDL_01)
  @ParameterizedTest
  @EnumSource
  void disconnectedImportIsRefused(Transfer transfer, TestBed bed) {
    for (BarrierMode mode : BarrierMode.values()) {
      TransferLink link = TransferLink.ready(bed, mode);
      ImportSegment other = bed.ready(link.exported());
      link.imported().disconnect();
      assertOneRefused(RsmError.BAD_SEG_HNDL, bed, transfer, link.imported(), link.memory(), 0);
      assertRefused(
          RsmError.BAD_SEG_HNDL,
          transfer,
          link.imported(),
          link.memory(),
          0,
          buffer(bed, transfer, 1),
          0);
      assertMovesOne(bed, transfer, other, link.memory(), 0);
    }
  }

  @Rule(RuleId.XFER_BAD_OFFSET_01)
  @ParameterizedTest
  @EnumSource
  void negativeOffsetIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment buffer = buffer(bed, transfer, 2);
    for (long offset : new long[] {-transfer.width(), Long.MIN_VALUE}) {
      assertOneRefused(RsmError.BAD_OFFSET, bed, transfer, link.imported(), link.memory(), offset);
      for (int count : new int[] {0, 2}) {
        assertRefused(
            RsmError.BAD_OFFSET, transfer, link.imported(), link.memory(), offset, buffer, count);
      }
    }
    assertMovesOne(bed, transfer, link.imported(), link.memory(), 0);
  }

  @Rule(RuleId.XFER_BAD_OFFSET_02)
  @ParameterizedTest
  @EnumSource
  void offsetBeyondTheSegmentIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment memory = link.memory();
    long end = link.size();
    long beyond = end + transfer.width();
    RsmError expected = RsmError.BAD_OFFSET;
    assertOneRefused(expected, bed, transfer, link.imported(), memory, end);
    assertOneRefused(expected, bed, transfer, link.imported(), memory, beyond);
    MemorySegment buffer = buffer(bed, transfer, 1);
    assertRefused(expected, transfer, link.imported(), memory, beyond, buffer, 0);
    long farthest = Long.MAX_VALUE & -transfer.width();
    assertOneRefused(expected, bed, transfer, link.imported(), memory, farthest);
    assertMovesOne(bed, transfer, link.imported(), memory, end - transfer.width());
    assertMoves(transfer, link.imported(), memory, end, buffer, 0);
  }

  @Rule(RuleId.XFER_BAD_LENGTH_01)
  @ParameterizedTest
  @EnumSource
  void rangeThatEndsBeyondTheSegmentIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment memory = link.memory();
    fill(memory, 1);
    RsmError expected = RsmError.BAD_LENGTH;
    int width = transfer.width();
    long all = link.size() / width;
    MemorySegment buffer = buffer(bed, transfer, all + 1);
    fill(buffer, 2);
    for (long inside : new long[] {1, 2, 9, all}) {
      long offset = link.size() - inside * width;
      assertRefused(expected, transfer, link.imported(), memory, offset, buffer, inside + 1);
    }
    long last = link.size() - width;
    assertMoves(transfer, link.imported(), memory, last, buffer, 1);
    assertMoves(transfer, link.imported(), memory, 0, buffer, all);
  }

  @Rule(RuleId.XFER_BAD_LENGTH_02)
  @ParameterizedTest
  @EnumSource
  void negativeLengthIsRefused(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment memory = link.memory();
    fill(memory, 1);
    MemorySegment buffer = buffer(bed, transfer, 4);
    for (long count : new long[] {-1, Long.MIN_VALUE}) {
      for (long offset : new long[] {0, bed.page(), link.size()}) {
        assertRefused(
            RsmError.BAD_LENGTH, transfer, link.imported(), memory, offset, buffer, count);
      }
    }
    assertMoves(transfer, link.imported(), memory, 0, buffer, 0);
    assertMoves(transfer, link.imported(), memory, 0, buffer, 1);
  }

  @Rule(RuleId.XFER_BAD_LENGTH_03)
  @ParameterizedTest
  @EnumSource
  void hugeLengthIsRefusedBeforeTheBufferIsLookedAt(Transfer transfer, TestBed bed) {
    TransferLink link = TransferLink.ready(bed);
    MemorySegment memory = link.memory();
    fill(memory, 1);
    MemorySegment small = buffer(bed, transfer, 1);
    MemorySegment closed;
    try (Arena arena = Arena.ofShared()) {
      closed = arena.allocate(64, Long.BYTES);
    }
    long[] counts = {
      Long.MAX_VALUE, 1L << 60, 1L << 61, 1L << 62, (1L << 61) + 1, (1L << 62) + 1, 3L << 61
    };
    for (long count : counts) {
      for (long offset : new long[] {0, bed.page()}) {
        for (MemorySegment buffer : new MemorySegment[] {small, closed}) {
          assertRefused(
              RsmError.BAD_LENGTH, transfer, link.imported(), memory, offset, buffer, count);
        }
      }
    }
    assertMoves(transfer, link.imported(), memory, bed.page(), small, 1);
  }

  @Rule(RuleId.PUT_PERM_DENIED_01)
  @ParameterizedTest
  @MethodSource("org.rsmapi.tck.support.Transfer#puts")
  void puttingNeedsTheRightToWrite(Transfer put, TestBed bed) {
    deniedWithout(put, Permission.READ, bed);
  }

  @Rule(RuleId.GET_PERM_DENIED_01)
  @ParameterizedTest
  @MethodSource("org.rsmapi.tck.support.Transfer#gets")
  void gettingNeedsTheRightToRead(Transfer get, TestBed bed) {
    deniedWithout(get, Permission.WRITE, bed);
  }

  /** The segment is published to everybody: it is the request at connect that counts. */
  private static void deniedWithout(Transfer transfer, Permission asked, TestBed bed) {
    TransferLink link = TransferLink.connected(bed, asked);
    link.imported().initBarrier();
    RsmError expected = RsmError.PERM_DENIED;
    for (BarrierMode mode : BarrierMode.values()) {
      link.imported().setMode(mode);
      assertOneRefused(expected, bed, transfer, link.imported(), link.memory(), 0);
      MemorySegment buffer = buffer(bed, transfer, 8);
      assertRefused(expected, transfer, link.imported(), link.memory(), 64, buffer, 8);
      assertRefused(expected, transfer, link.imported(), link.memory(), 64, buffer, 0);
    }
    Transfer other =
        Transfer.valueOf(
            transfer.isGet()
                ? transfer.name().replace("GET", "PUT")
                : transfer.name().replace("PUT", "GET"));
    link.imported().setMode(BarrierMode.IMPLICIT);
    assertMovesOne(bed, other, link.imported(), link.memory(), 0);
    assertMovesOne(bed, transfer, bed.ready(link.exported()), link.memory(), 0);
  }
}
