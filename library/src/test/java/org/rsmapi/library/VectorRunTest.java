// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rsmapi.BarrierMode;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.IoVector;
import org.rsmapi.LocalMemory;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Entries of a vector that a driver takes in one call. */
class VectorRunTest extends VectorFixture {

  private ExportSegment exporter;
  private LocalMemory handle;

  /** An import in explicit mode, and local memory that the driver has prepared. */
  private ImportSegment segment(Medium medium) {
    medium.in(driver);
    driver.registering = true;
    driver.vectorLimit = 16;
    exporter = published();
    handle = controller.createLocalMemory(local, LENGTH);
    ImportSegment segment = connected(Permission.RDWR);
    segment.setMode(BarrierMode.EXPLICIT);
    return segment;
  }

  private IoVector[] entries(int count) {
    IoVector[] entries = new IoVector[count];
    for (int i = 0; i < count; i++) {
      entries[i] = IoVector.of(handle, PAGE + 100L * i, 200L * i, 90);
    }
    return entries;
  }

  private void assertArrived(int count) {
    for (int i = 0; i < count; i++) {
      assertMoved(local, PAGE + 100L * i, memory, 200L * i, 90);
      assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, 200L * i + 90));
    }
    for (long i = 200L * count; i < LENGTH; i++) {
      assertEquals(OLD, memory.get(ValueLayout.JAVA_BYTE, i));
    }
  }

  private void assertCalls(Integer... sizes) {
    assertEquals(List.of(sizes), driver.vectorCalls);
    driver.vectorCalls.clear();
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "LOSSY_ENGINE", "MIXED"})
  void consecutiveEntriesAreOneCall(Medium medium) {
    ImportSegment segment = segment(medium);
    var list = list(entries(16));
    segment.putv(list);
    assertEquals(0, list.residualCount());
    assertCalls(16);
    assertArrived(16);
    local.fill((byte) 0);
    segment.getv(list);
    assertCalls(16);
    assertArrived(16);
    assertEquals(0, local.get(ValueLayout.JAVA_BYTE, PAGE + 90));
    driver.vectorLimit = 2;
    segment.putv(list(entries(5)));
    assertCalls(2, 2);
    assertEquals(0, driver.errorsOfTheLibrary.get());
    controller.freeLocalMemory(handle);
    assertEquals(0, driver.liveLocalMemories.get());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsInOrderOrTheLibrarysOwnIsMovedOneByOne(Medium medium) {
    ImportSegment segment = segment(medium);
    segment.setMode(BarrierMode.IMPLICIT);
    segment.putv(list(entries(3)));
    assertCalls();
    assertArrived(3);
    driver.vectorLimit = 1;
    segment.setMode(BarrierMode.EXPLICIT);
    segment.putv(list(entries(3)));
    driver.vectorLimit = 16;
    segment.putv(list(entries(1)));
    segment.putv(list(IoVector.of(handle, 0, 0, 8), IoVector.of(local, 0, 8, 8)));
    assertCalls();
    segment.putv(list(IoVector.of(handle, 0, 0, 8), IoVector.of(handle, 8, 8, 8)));
    if (medium == Medium.ENGINE || medium == Medium.LOSSY_ENGINE) {
      assertCalls(2);
    } else {
      assertCalls();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "MIXED"})
  void runEndsWhereItsOrderCouldBeSeen(Medium medium) {
    ImportSegment segment = segment(medium);
    segment.putv(
        list(
            IoVector.of(handle, 0, 0, 64),
            IoVector.of(handle, 64, 64, 64),
            IoVector.of(handle, 128, 127, 64),
            IoVector.of(handle, 128, 256, 64)));
    assertCalls(2, 2);
    assertMoved(local, 128, memory, 127, 64);
    segment.getv(
        list(
            IoVector.of(handle, 0, 0, 64),
            IoVector.of(handle, 64, 0, 64),
            IoVector.of(handle, 1, 256, 64)));
    assertCalls(2);
    assertMoved(local, 1, memory, 256, 64);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "MIXED"})
  void entryThatIsWrongFailsInItsTurn(Medium medium) {
    ImportSegment segment = segment(medium);
    LocalMemory freed = controller.createLocalMemory(local, PAGE);
    controller.freeLocalMemory(freed);
    record Wrong(RsmError error, IoVector entry) {}
    for (Wrong wrong :
        List.of(
            new Wrong(RsmError.BAD_LENGTH, IoVector.of(handle, 0, LENGTH - 63, 64)),
            new Wrong(RsmError.BAD_OFFSET, IoVector.of(handle, -1, 0, 64)),
            new Wrong(RsmError.BAD_SGIO, IoVector.of(freed, 0, 0, 64)),
            new Wrong(RsmError.BAD_SGIO, new IoVector(7, handle, null, 0, 0, 64)))) {
      memory.fill(OLD);
      IoVector[] entries = entries(5);
      entries[2] = wrong.entry();
      fails(wrong.error(), 3, list(entries), segment::putv);
      assertArrived(2);
      assertCalls(2);
      fails(wrong.error(), 3, list(entries), segment::getv);
      assertCalls(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "MIXED"})
  void whereTheDriverFallsShortTheNextEntryTells(Medium medium) {
    ImportSegment segment = segment(medium);
    driver.vectorReach = 2;
    var list = list(entries(6));
    segment.putv(list);
    assertCalls(6, 4, 2);
    assertArrived(6);
    driver.vectorReach = 0;
    segment.putv(list);
    assertEquals(0, list.residualCount());
    driver.vectorCalls.clear();
    driver.vectorReach = 2;
    RsmError error = RsmError.BARRIER_FAILURE;
    driver.transferFailure = new RsmException(error, "", "");
    driver.vectorLimit = 3;
    memory.fill(OLD);
    driver.beforeTransfer = () -> driver.vectorReach = driver.vectorCalls.size() == 1 ? 3 : 0;
    fails(error, 3, list, segment::putv);
    assertCalls(3, 3);
    assertArrived(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "MIXED"})
  void driverThatThrowsOrMiscountsHasMovedNone(Medium medium) {
    ImportSegment segment = segment(medium);
    driver.beforeTransfer =
        () -> {
          throw new RsmException(RsmError.REMOTE_NODE_UNREACHABLE, "", "");
        };
    fails(RsmError.REMOTE_NODE_UNREACHABLE, 3, list(entries(3)), segment::putv);
    driver.beforeTransfer =
        () -> {
          throw new IllegalArgumentException("a defect");
        };
    fails(RsmError.BARRIER_FAILURE, 3, list(entries(3)), segment::getv);
    driver.beforeTransfer = () -> {};
    driver.vectorReach = -1;
    fails(RsmError.BARRIER_FAILURE, 3, list(entries(3)), segment::getv);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "MIXED"})
  void connectionThatEndsMeanwhileFailsTheWholeRun(Medium medium) {
    ImportSegment segment = segment(medium);
    driver.beforeTransfer = exporter::unpublish;
    fails(RsmError.CONN_ABORTED, 3, list(entries(3)), segment::putv);
    exporter.publish(ID, null);
    ImportSegment gone = connected(Permission.RDWR);
    gone.setMode(BarrierMode.EXPLICIT);
    driver.beforeTransfer = gone::disconnect;
    fails(RsmError.BAD_SEG_HNDL, 3, list(entries(3)), gone::getv);
  }

  @ParameterizedTest
  @EnumSource(names = {"ENGINE", "MIXED"})
  void arenaThatIsClosedMeanwhileIsTheEntrys(Medium medium) {
    ImportSegment segment = segment(medium);
    Arena closing = Arena.ofShared();
    MemorySegment own = closing.allocate(PAGE, PAGE);
    LocalMemory closed = controller.createLocalMemory(own, PAGE);
    driver.beforeTransfer = closing::close;
    IoVector[] entries = {IoVector.of(closed, 0, 0, 64), IoVector.of(closed, 64, 64, 64)};
    fails(RsmError.BAD_ADDR, 2, list(entries), segment::putv);
  }
}
