// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.Barrier;
import org.rsmapi.BarrierMode;
import org.rsmapi.BarrierType;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

class ImportTest extends LibraryFixture {

  @ParameterizedTest
  @ValueSource(ints = {0, 0100, 0444, 0666, 0700, 01400, -1})
  void connectTakesThreePermissionsOnly(int bits) {
    assertRsmError(RsmError.PERM_DENIED, () -> connected(Permission.of(bits)));
  }

  @Test
  void connectAnswersByNodeIdAndList() {
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> connected(Permission.READ));
    ExportSegment segment = exported();
    segment.publish(ID, java.util.List.of());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED_TO_NODE, () -> connected(Permission.READ));
    assertRsmError(
        RsmError.REMOTE_NODE_UNREACHABLE,
        () -> controller.connect(NodeId.of(9), ID, Permission.READ));
    assertRsmError(
        RsmError.REMOTE_NODE_UNREACHABLE, () -> controller.connect(null, ID, Permission.READ));
    for (long id : new long[] {-1, 0, 1, 0x80000000L, 0xFFFFFFFFL, 1L << 40}) {
      assertRsmError(
          RsmError.SEG_NOT_PUBLISHED,
          () -> controller.connect(MemoryDriver.NODE, SegmentId.of(id), Permission.READ));
    }
    assertRsmError(
        RsmError.SEG_NOT_PUBLISHED,
        () -> controller.connect(MemoryDriver.NODE, null, Permission.READ));
  }

  @Test
  void freshImportIsImplicitUnmappedAndIndependent() {
    published();
    ImportSegment first = connected(Permission.RDWR);
    ImportSegment second = connected(Permission.READ);
    assertEquals(BarrierMode.IMPLICIT, first.mode());
    first.setMode(BarrierMode.EXPLICIT);
    assertEquals(BarrierMode.EXPLICIT, first.mode());
    assertEquals(BarrierMode.IMPLICIT, second.mode());
    assertRsmError(RsmError.BAD_MODE, () -> first.setMode(null));
    assertEquals(LENGTH, first.length());
    assertEquals(Permission.READ, second.permission());
    first.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, first::mode);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> first.setMode(null));
    assertRsmError(RsmError.BAD_SEG_HNDL, first::disconnect);
    first.close();
    assertEquals(BarrierMode.IMPLICIT, second.mode());
  }

  @Test
  void windowThatAccessesCouldLeaveIsRefused() {
    published();
    for (MemorySegment window :
        new MemorySegment[] {
          memory.asSlice(0, LENGTH - 1),
          memory.asSlice(PAGE),
          arena.allocate(2 * LENGTH, PAGE).asSlice(4, LENGTH),
          MemorySegment.ofArray(new long[(int) LENGTH])
        }) {
      driver.window = window;
      RsmException thrown =
          assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> connected(Permission.READ));
      assertTrue(thrown.getMessage().contains("window="), thrown.getMessage());
      assertTrue(driver.published.get(ID).imports.isEmpty());
    }
    driver.window = arena.allocate(2 * LENGTH, PAGE).asSlice(8);
    connected(Permission.READ);
  }

  @Test
  void mapChecksInTheOrderOfTheManual() {
    ExportSegment exporter = published();
    ImportSegment segment = connected(Permission.READ);
    assertRsmError(RsmError.BAD_PERMS, () -> segment.map(null, 0, 0));
    assertRsmError(RsmError.BAD_PERMS, () -> segment.map(Permission.of(0444), 0, 0));
    assertRsmError(RsmError.BAD_LENGTH, () -> segment.map(Permission.RDWR, -PAGE, 0));
    assertRsmError(RsmError.BAD_OFFSET, () -> segment.map(Permission.RDWR, LENGTH + 1, 1));
    assertRsmError(RsmError.BAD_OFFSET, () -> segment.map(Permission.RDWR, LENGTH, 1));
    assertRsmError(RsmError.BAD_LENGTH, () -> segment.map(Permission.RDWR, 1, LENGTH));
    assertRsmError(RsmError.BAD_LENGTH, () -> segment.map(Permission.READ, PAGE, Long.MAX_VALUE));
    assertRsmError(RsmError.BAD_MEM_ALIGNMENT, () -> segment.map(Permission.RDWR, 1, PAGE));
    assertRsmError(RsmError.BAD_PERMS, () -> segment.map(Permission.RDWR, 0, PAGE));
    assertRsmError(RsmError.BAD_PERMS, () -> segment.map(Permission.WRITE, 0, PAGE));
    assertRsmError(RsmError.SEG_NOT_MAPPED, segment::unmap);
    MemorySegment mapped = segment.map(Permission.READ, PAGE, PAGE + 1);
    assertEquals(PAGE + 1, mapped.byteSize());
    assertTrue(mapped.isReadOnly());
    assertRsmError(RsmError.SEG_ALREADY_MAPPED, () -> segment.map(null, 0, 0));
    assertRsmError(RsmError.SEG_STILL_MAPPED, segment::disconnect);
    exporter.unpublish();
    assertRsmError(RsmError.SEG_STILL_MAPPED, segment::disconnect);
    segment.unmap();
    assertThrows(IllegalStateException.class, () -> mapped.get(ValueLayout.JAVA_BYTE, 0));
    assertRsmError(RsmError.CONN_ABORTED, () -> segment.map(Permission.RDWR, 0, PAGE));
    segment.disconnect();
    assertRsmError(RsmError.SEG_NOT_CONNECTED, () -> segment.map(null, 0, 0));
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::unmap);
  }

  @Test
  void driverWithoutMappingCannotMap() {
    driver.mapping = false;
    published();
    ImportSegment segment = ready();
    assertRsmError(RsmError.MAP_FAILED, () -> segment.map(Permission.RDWR, 0, PAGE));
    segment.put64(8, 9);
    assertEquals(9, segment.get64(8));
  }

  @Test
  void closeTakesTheMappingWithIt() {
    published();
    MemorySegment mapped;
    try (ImportSegment segment = connected(Permission.RDWR)) {
      mapped = segment.map(Permission.RDWR, 0, LENGTH);
      mapped.set(ValueLayout.JAVA_LONG, 0, 77);
    }
    assertEquals(77, memory.get(ValueLayout.JAVA_LONG, 0));
    assertFalse(mapped.scope().isAlive());
  }

  @ParameterizedTest
  @EnumSource(BarrierType.class)
  void barrierStatesFollowTheManual(BarrierType type) {
    ExportSegment exporter = published();
    ImportSegment segment = connected(Permission.RDWR);
    Barrier barrier = segment.initBarrier(type);
    assertRsmError(RsmError.BARRIER_NOT_OPENED, barrier::order);
    assertRsmError(RsmError.BARRIER_NOT_OPENED, barrier::closeBarrier);
    Barrier.Span span = barrier.open();
    assertSame(span, barrier.open());
    span.order();
    span.close();
    assertRsmError(RsmError.BARRIER_NOT_OPENED, span::close);
    barrier.open();
    exporter.unpublish();
    assertRsmError(RsmError.CONN_ABORTED, barrier::order);
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    barrier.open();
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    barrier.destroy();
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, barrier::open);
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, barrier::order);
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, barrier::closeBarrier);
    assertRsmError(RsmError.BARRIER_UNINITIALIZED, barrier::destroy);
    barrier.close();
    Barrier onBroken = segment.initBarrier(null);
    segment.disconnect();
    assertRsmError(RsmError.BAD_SEG_HNDL, barrier::open);
    assertRsmError(RsmError.BAD_SEG_HNDL, onBroken::destroy);
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.initBarrier());
    onBroken.close();
  }

  @Test
  void lossIsReportedByEveryBarrierWhoseSpanHasIt() {
    driver.lossy = true;
    published();
    ImportSegment segment = connected(Permission.RDWR);
    segment.setMode(BarrierMode.EXPLICIT);
    Barrier first = segment.initBarrier();
    Barrier second = segment.initBarrier();
    first.open();
    second.open();
    segment.put64(0, 1);
    driver.errors.incrementAndGet();
    assertRsmError(RsmError.BARRIER_FAILURE, first::order);
    assertRsmError(RsmError.BARRIER_FAILURE, first::closeBarrier);
    assertRsmError(RsmError.BARRIER_NOT_OPENED, first::closeBarrier);
    assertRsmError(RsmError.BARRIER_FAILURE, second::closeBarrier);
    first.open();
    segment.put64(0, 1);
    first.closeBarrier();
    segment.disconnect();
    assertEquals(0, driver.liveBarriers.get());
  }

  @Test
  void withdrawnDriverBreaksImportsEndsExportsAndComesBack() {
    ExportSegment segment = published();
    ImportSegment importer = ready();
    Barrier barrier = importer.initBarrier();
    barrier.open();
    MemorySegment mapped = importer.map(Permission.RDWR, 0, PAGE);
    source.withdraw(driver);
    assertRsmError(RsmError.CONN_ABORTED, () -> importer.put64(0, 1));
    assertRsmError(RsmError.CONN_ABORTED, () -> importer.get(0, memory, 8));
    assertRsmError(RsmError.CONN_ABORTED, barrier::closeBarrier);
    mapped.set(ValueLayout.JAVA_LONG, 0, 5);
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::unpublish);
    assertRsmError(RsmError.BAD_SEG_HNDL, segment::destroy);
    assertRsmError(RsmError.CTLR_NOT_PRESENT, this::exported);
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> connected(Permission.READ));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> controller.allocate(1, arena));
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> rsm.controller("mem0"));
    assertEquals(PAGE, controller.attributes().pageSize());
    assertTrue(driver.open.isEmpty());

    source.present.add(driver);
    RsmController again = rsm.controller("mem0");
    ExportSegment anew = again.createExport(memory, LENGTH);
    anew.publish(ID, null);
    again.connect(MemoryDriver.NODE, ID, Permission.READ).close();
    assertRsmError(RsmError.CTLR_NOT_PRESENT, this::exported);
    importer.unmap();
    importer.disconnect();
    controller.release();
    anew.destroy();
  }

  @Test
  void withdrawnControllerIsClosedOnAnotherThread() {
    driver.open.getFirst().listener.withdrawn("adapter removed");
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!driver.open.isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "not closed");
      Thread.onSpinWait();
    }
    assertRsmError(RsmError.CTLR_NOT_PRESENT, this::exported);
  }
}
