// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Rebinding: its checks in their order, what it leaves as it is, and what it must not run with. */
@Timeout(60)
class RebindTest extends LibraryFixture {

  private final MemorySegment heap = MemorySegment.ofArray(new byte[(int) LENGTH]);
  private MemorySegment other;

  @BeforeEach
  void allocate() {
    other = arena.allocate(LENGTH, PAGE);
  }

  private ExportSegment rebindable() {
    return controller.createExport(memory, LENGTH, ExportSegment.ALLOW_REBIND);
  }

  private MemorySegment bound() {
    MemoryController device = driver.open.getFirst();
    return device.exports.getLast().memory;
  }

  @Test
  void importersMeetTheNewMemory() {
    driver.mapping = false;
    ExportSegment segment = rebindable();
    segment.publish(ID, null);
    ImportSegment imported = ready();
    imported.put64(0, 1);
    other.set(ValueLayout.JAVA_LONG, 0, 2);
    segment.rebind(other, LENGTH);
    assertEquals(2, imported.get64(0));
    imported.put64(0, 3);
    assertEquals(3, other.get(ValueLayout.JAVA_LONG, 0));
    assertEquals(1, memory.get(ValueLayout.JAVA_LONG, 0));
    assertEquals(Optional.of(ID), segment.publishedId());
    assertRsmError(RsmError.TIMEOUT, () -> imported.signalWait(0));
  }

  @Test
  void unpublishedSegmentIsRebound() {
    ExportSegment segment = rebindable();
    segment.rebind(other, LENGTH);
    assertEquals(other.address(), bound().address());
    segment.rebind(memory, LENGTH);
    assertEquals(memory.address(), bound().address());
    segment.publish(ID, null);
  }

  @Test
  void sameAddressChangesNothing() {
    ExportSegment segment = rebindable();
    MemorySegment before = bound();
    configure(1, LENGTH, 0);
    segment.rebind(memory, LENGTH);
    segment.rebind(memory.asReadOnly(), LENGTH);
    segment.rebind(memory.asSlice(0, PAGE), LENGTH);
    assertSame(before, bound());
  }

  @Test
  void checksComeInTheOrderOfTheManual() {
    MemorySegment odd = arena.allocate(LENGTH + PAGE, PAGE).asSlice(1);
    ExportSegment fixed = exported();
    assertRsmError(RsmError.BAD_ADDR, () -> fixed.rebind(null, 0));
    assertRsmError(RsmError.REBIND_NOT_ALLOWED, () -> fixed.rebind(heap, 0));
    fixed.destroy();

    ExportSegment segment = rebindable();
    driver.canRebind = false;
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(null, 0));
    assertRsmError(RsmError.REBIND_NOT_ALLOWED, () -> segment.rebind(heap, 0));
    driver.canRebind = true;
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(heap, 0));
    for (long length : new long[] {0, -1, LENGTH - PAGE, LENGTH + PAGE, LENGTH + 1}) {
      assertRsmError(RsmError.BAD_LENGTH, () -> segment.rebind(odd, length));
      assertRsmError(RsmError.BAD_LENGTH, () -> segment.rebind(memory, length));
    }
    configure(1, 2 * LENGTH - 1, 0);
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(odd, LENGTH));
    assertRsmError(RsmError.INSUFFICIENT_MEM, () -> segment.rebind(other.asSlice(0, PAGE), LENGTH));
    configure(1, 2 * LENGTH, 0);
    assertRsmError(
        RsmError.BAD_ADDR, () -> segment.rebind(other.asSlice(0, PAGE).asReadOnly(), LENGTH));
    assertRsmError(RsmError.PERM_DENIED, () -> segment.rebind(other.asReadOnly(), LENGTH));
    assertEquals(memory.address(), bound().address());
    // Room for both was there each time, since a refusal gives back what it took.
    segment.rebind(other, LENGTH);
    segment.rebind(memory, LENGTH);
  }

  @Test
  void memoryThatIsGoneIsRefused() {
    MemorySegment closed;
    try (Arena shortLived = Arena.ofConfined()) {
      closed = shortLived.allocate(LENGTH, PAGE);
    }
    ExportSegment segment = rebindable();
    assertRsmError(RsmError.BAD_ADDR, () -> segment.rebind(closed, LENGTH));
  }

  @Test
  void endOfTheSegmentIsToldApart() {
    ExportSegment destroyed = rebindable();
    destroyed.destroy();
    ExportSegment released = rebindable();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> destroyed.rebind(null, 0));
    controller.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> released.rebind(null, 0));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> destroyed.rebind(null, 0));
    assertRsmError(RsmError.BAD_SEG_HNDL, released::destroy);
  }

  @Test
  void withdrawalIsToldUntilTheControllerIsReleased() {
    ExportSegment segment = rebindable();
    source.withdraw(driver);
    assertRsmError(RsmError.CTLR_NOT_PRESENT, () -> segment.rebind(null, 0));
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.publish(ID, null));
    controller.release();
    assertRsmError(RsmError.BAD_CTLR_HNDL, () -> segment.rebind(null, 0));
  }

  @Test
  void failureOfTheDriverLeavesTheOldMemoryBound() {
    ExportSegment segment = rebindable();
    configure(1, 2 * LENGTH, 0);
    for (RsmError error :
        new RsmError[] {
          RsmError.INSUFFICIENT_RESOURCES, RsmError.INSUFFICIENT_MEM, RsmError.BAD_ADDR
        }) {
      driver.before =
          call -> {
            if (call.equals("rebind")) {
              throw new RsmException(error, call, "");
            }
          };
      assertRsmError(error, () -> segment.rebind(other, LENGTH));
    }
    driver.before = call -> {};
    segment.rebind(memory, LENGTH);
    assertEquals(memory.address(), bound().address());
    segment.rebind(other, LENGTH);
    assertEquals(other.address(), bound().address());
  }

  @Test
  void heldBackRebindCanBeInterrupted() throws Exception {
    ExportSegment segment = rebindable();
    HeldCalls held = HeldCalls.in(driver, "rebind");
    Task first = held.start(() -> segment.rebind(other, LENGTH));
    Task second = Task.start(() -> segment.rebind(memory, LENGTH)).awaitBlocked();
    second.interrupt();
    second.assertInterrupted();
    first.interrupt();
    first.assertInterrupted();
    assertEquals(memory.address(), bound().address());
  }

  @Test
  void publishWaitsForARebindAndCanBeInterrupted() throws Exception {
    ExportSegment segment = rebindable();
    HeldCalls held = HeldCalls.in(driver, "rebind");
    Task rebind = held.start(() -> segment.rebind(other, LENGTH));
    Task interrupted = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    interrupted.interrupt();
    interrupted.assertInterrupted();
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    held.release();
    rebind.assertOutcome(RsmError.SUCCESS);
    publish.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void destroyDuringARebindWaitsForIt() throws Exception {
    ExportSegment segment = rebindable();
    HeldCalls held = HeldCalls.in(driver, "rebind");
    Task rebind = held.start(() -> segment.rebind(other, LENGTH));
    Task waiting = Task.start(() -> segment.rebind(memory, LENGTH)).awaitBlocked();
    Task destroy = Task.start(segment::destroy).awaitBlocked();
    waiting.assertOutcome(RsmError.BAD_SEG_HNDL);
    held.release();
    rebind.assertOutcome(RsmError.SUCCESS);
    destroy.assertOutcome(RsmError.SUCCESS);
    configure(1, LENGTH, 0);
    exported().destroy();
  }

  @Test
  void driverThatLeavesDuringARebindDecidesItsOutcome() throws Exception {
    ExportSegment segment = rebindable();
    HeldCalls held = HeldCalls.in(driver, "rebind");
    Task rebind = held.start(() -> segment.rebind(other, LENGTH));
    source.withdraw(driver);
    rebind.interrupt();
    rebind.assertOutcome(RsmError.CTLR_NOT_PRESENT);
  }
}
