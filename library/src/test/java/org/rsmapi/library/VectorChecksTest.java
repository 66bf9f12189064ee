// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.ScatterGather;

/** What putv and getv refuse, and in which order, whatever the driver. */
class VectorChecksTest extends VectorFixture {

  @ParameterizedTest
  @EnumSource
  void callAsAWholeIsCheckedInOrder(Medium medium) {
    medium.in(driver);
    ExportSegment exporter = published();
    ImportSegment reader = connected(Permission.READ);
    ImportSegment writer = connected(Permission.WRITE);
    final IoVector fine = IoVector.of(local, 0, 0, 8);
    final IoVector bad = new IoVector(7, null, null, -1, -1, -1);
    assertRsmError(RsmError.BAD_SGIO, () -> reader.putv(null));
    assertRsmError(RsmError.BAD_SGIO, () -> reader.getv(null));
    fails(RsmError.BAD_SGIO, 3, new ScatterGather(null, 3, 0), reader::putv);
    fails(RsmError.BAD_SGIO, 0, new ScatterGather((IoVector[]) null), reader::getv);
    for (int count : new int[] {0, -1, 2, 17, Integer.MIN_VALUE}) {
      fails(
          RsmError.BAD_SGIO,
          count,
          new ScatterGather(new IoVector[] {fine}, count, 0),
          reader::putv);
    }
    IoVector[] many = new IoVector[17];
    Arrays.fill(many, fine);
    fails(RsmError.BAD_SGIO, 17, new ScatterGather(many, 17, 0), writer::putv);
    fails(RsmError.BAD_SGIO, 2, list(fine, null), reader::putv);
    new ScatterGather(many, 16, 0);
    fails(RsmError.PERM_DENIED, 1, list(bad), reader::putv);
    fails(RsmError.PERM_DENIED, 1, list(bad), writer::getv);
    assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, 0));
    exporter.unpublish();
    fails(RsmError.PERM_DENIED, 1, list(bad), reader::putv);
    fails(RsmError.CONN_ABORTED, 1, list(bad), writer::putv);
    writer.setMode(BarrierMode.EXPLICIT);
    fails(RsmError.CONN_ABORTED, 1, list(bad), writer::putv);
    writer.disconnect();
    fails(RsmError.BAD_SEG_HNDL, 0, new ScatterGather(many, 0, 0), writer::putv);
    fails(RsmError.BAD_SGIO, 1, new ScatterGather(null, 1, 0), writer::putv);
    controller.release();
    fails(RsmError.BAD_CTLR_HNDL, 0, new ScatterGather(many, 0, 0), reader::putv);
    fails(RsmError.BAD_SEG_HNDL, 0, new ScatterGather(many, 0, 0), writer::putv);
  }

  @ParameterizedTest
  @EnumSource
  void aListMayBeUsedAgain(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment reader = connected(Permission.READ);
    ImportSegment writer = connected(Permission.WRITE);
    ScatterGather list = list(IoVector.of(local, 0, 0, 8));
    fails(RsmError.PERM_DENIED, 1, list, reader::putv);
    writer.putv(list);
    assertEquals(0, list.residualCount());
  }

  @ParameterizedTest
  @EnumSource
  void residualCountTellsWhichEntryFailed(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector[] entries = new IoVector[5];
    for (int i = 0; i < 5; i++) {
      entries[i] = IoVector.of(local, PAGE * (i % 4), 64L * i, 64);
    }
    entries[2] = IoVector.of(local, 0, LENGTH - 63, 64);
    fails(RsmError.BAD_LENGTH, 3, list(entries), segment::putv);
    assertMoved(local, PAGE, memory, 64, 64);
    for (long i = 128; i < LENGTH; i++) {
      assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void entriesAreCheckedInOrder(Medium medium) {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    long given = PAGE + 5;
    final LocalMemory handle = controller.createLocalMemory(local, given);
    LocalMemory freed = controller.createLocalMemory(local, PAGE);
    controller.freeLocalMemory(freed);
    for (int type : new int[] {0, 3, -1}) {
      entry(segment, RsmError.BAD_SGIO, new IoVector(type, handle, local, -1, -1, -1));
    }
    entry(segment, RsmError.BAD_SGIO, IoVector.of((LocalMemory) null, -1, -1, -1));
    entry(segment, RsmError.BAD_SGIO, IoVector.of(freed, -1, -1, -1));
    entry(segment, RsmError.BAD_ADDR, IoVector.of((MemorySegment) null, -1, -1, -1));
    for (long offset : new long[] {-1, Long.MIN_VALUE, LENGTH + 1, Long.MAX_VALUE}) {
      entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, 0, offset, 0));
      entry(segment, RsmError.BAD_OFFSET, IoVector.of(handle, 0, offset, -1));
      entry(segment, RsmError.BAD_OFFSET, IoVector.of(handle, offset, 0, -1));
    }
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, 0, LENGTH, 1));
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, -1, 0, -1));
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(local, Long.MIN_VALUE, 0, Long.MAX_VALUE));
    entry(segment, RsmError.BAD_OFFSET, IoVector.of(handle, given, 0, 1));
    for (long length : new long[] {-1, Long.MIN_VALUE, LENGTH, Long.MAX_VALUE}) {
      entry(segment, RsmError.BAD_LENGTH, IoVector.of(local, 1, 1, length));
      entry(segment, RsmError.BAD_LENGTH, IoVector.of(handle, 1, 1, length));
    }
    entry(segment, RsmError.BAD_LENGTH, IoVector.of(handle, 0, 0, given + 1));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(local, 1, 0, LENGTH));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(local, LENGTH + 1, 0, 0));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(local, Long.MAX_VALUE, 0, 8));
    for (IoVector fine :
        new IoVector[] {
          IoVector.of(local, LENGTH, LENGTH, 0),
          IoVector.of(handle, given, LENGTH, 0),
          IoVector.of(handle, 0, LENGTH - given, given),
          IoVector.of(local, 0, 0, LENGTH)
        }) {
      segment.putv(list(fine));
      segment.getv(list(fine));
    }
  }

  @ParameterizedTest
  @EnumSource
  void memoryThatIsClosedForeignOrReadOnly(Medium medium) throws InterruptedException {
    medium.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    MemorySegment closed;
    LocalMemory closedHandle;
    try (Arena shortLived = Arena.ofConfined()) {
      closed = shortLived.allocate(PAGE, PAGE);
      closedHandle = controller.createLocalMemory(closed, PAGE);
      MemorySegment confined = closed;
      Thread stranger =
          Thread.ofPlatform()
              .start(() -> entry(segment, RsmError.BAD_ADDR, IoVector.of(confined, 0, 0, 8)));
      stranger.join();
    }
    entry(segment, RsmError.BAD_ADDR, IoVector.of(closed, 0, 0, 8));
    entry(segment, RsmError.BAD_ADDR, IoVector.of(closedHandle, 0, 0, 0));
    MemorySegment readOnly = local.asReadOnly();
    LocalMemory readOnlyHandle = controller.createLocalMemory(readOnly, PAGE);
    for (IoVector entry :
        new IoVector[] {IoVector.of(readOnly, 0, 0, 8), IoVector.of(readOnlyHandle, 0, 0, 8)}) {
      fails(RsmError.BAD_ADDR, 1, list(entry), segment::getv);
      segment.putv(list(entry));
    }
    assertMoved(local, 0, memory, 0, 8);
  }

  @Test
  void anEntryExchangedMeanwhileIsLookedAtAgain() {
    Medium.ENGINE.in(driver);
    published();
    ImportSegment segment = connected(Permission.RDWR);
    IoVector fine = IoVector.of(local, 0, 0, 8);
    ScatterGather list = list(fine, fine);
    driver.beforeTransfer = () -> list.entries()[1] = null;
    fails(RsmError.BAD_SGIO, 1, list, segment::putv);
  }
}
