// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.tck.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.tck.support.RsmAssertions.assertRsmError;
import static org.rsmapi.tck.tests.TransferAssertions.bytes;
import static org.rsmapi.tck.tests.TransferAssertions.fill;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rsmapi.BarrierMode;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;
import org.rsmapi.tck.support.TestBed;
import org.rsmapi.tck.support.Threads;

/**
 * What a vector transfer needs, and what it must have done.
 *
 * @param form the function
 * @param link the segment and an import of it without a barrier
 * @param local memory of the importer, as large as the segment
 * @param handle of the local memory, shorter by 100 bytes
 */
record VectorBed(VectorForm form, TransferLink link, MemorySegment local, LocalMemory handle) {

  static final int HANDLE_SHORT_BY = 100;

  static VectorBed of(TestBed bed, VectorForm form) {
    TransferLink link = TransferLink.connected(bed, Permission.RDWR);
    MemorySegment local = bed.memory(link.size() / bed.page());
    LocalMemory handle =
        bed.controller().createLocalMemory(local, local.byteSize() - HANDLE_SHORT_BY);
    return new VectorBed(form, link, local, handle);
  }

  ImportSegment imported() {
    return link.imported();
  }

  /** Makes an entry for part of the local memory. */
  IoVector byAddress(long localOffset, long remoteOffset, long length) {
    return IoVector.of(local, localOffset, remoteOffset, length);
  }

  /** Makes an entry for part of the local memory, by its handle. */
  IoVector byHandle(long localOffset, long remoteOffset, long length) {
    return IoVector.of(handle, localOffset, remoteOffset, length);
  }

  void run(@Nullable ScatterGather list) {
    form.run(imported(), list);
  }

  /** Asserts that all entries, each a part of the local memory, are carried out and no more. */
  void assertMoves(IoVector... entries) {
    assertMoves(new ScatterGather(entries));
  }

  void assertMoves(ScatterGather list) {
    fillBoth();
    byte[][] expected = expected(list, list.requestCount());
    list.setResidualCount(99);
    run(list);
    assertEquals(0, list.residualCount());
    assertContents(expected);
  }

  /** Asserts that the call fails and that just the entries before the bad one are carried out. */
  void assertFailsAt(RsmError error, int index, IoVector... entries) {
    assertFailsAt(error, index, new ScatterGather(entries));
  }

  void assertFailsAt(RsmError error, int index, ScatterGather list) {
    fillBoth();
    byte[][] expected = expected(list, index);
    list.setResidualCount(99);
    assertRsmError(error, () -> run(list));
    assertEquals(list.requestCount() - index, list.residualCount());
    assertContents(expected);
  }

  /** Asserts that an entry fails, alone and after one that is carried out. */
  void assertRefused(RsmError error, IoVector bad) {
    assertFailsAt(error, 0, bad);
    assertFailsAt(error, 1, byAddress(8, 16, 24), bad, byAddress(64, 64, 24));
  }

  void fillBoth() {
    fill(link.memory(), 1);
    fill(local, 2);
  }

  private void assertContents(byte[][] expected) {
    if (imported().mode() == BarrierMode.EXPLICIT) {
      Threads.await(
          "arrival of the data",
          () -> link.memory().mismatch(MemorySegment.ofArray(expected[0])) == -1);
    }
    assertArrayEquals(expected[0], bytes(link.memory()), "exporter memory");
    assertArrayEquals(expected[1], bytes(local), "local memory");
  }

  /** Returns what the first entries make of the exporter's memory and the local one. */
  private byte[][] expected(ScatterGather list, int count) {
    byte[] remote = bytes(link.memory());
    byte[] ours = bytes(local);
    @Nullable IoVector[] entries = list.entries();
    for (IoVector entry : Arrays.asList(Objects.requireNonNull(entries)).subList(0, count)) {
      int at = Math.toIntExact(Objects.requireNonNull(entry).localOffset());
      int there = Math.toIntExact(entry.remoteOffset());
      int length = Math.toIntExact(entry.length());
      if (form.isGet()) {
        System.arraycopy(remote, there, ours, at, length);
      } else {
        System.arraycopy(ours, at, remote, there, length);
      }
    }
    return new byte[][] {remote, ours};
  }
}
