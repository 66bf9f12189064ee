// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** Publishing when the driver is short, and everything that races with it. */
@Timeout(60)
class PublishTest extends LibraryFixture {

  private static final SegmentId OTHER_ID = SegmentId.of(0x400001);

  private static List<AccessEntry> list(int permissions) {
    return List.of(new AccessEntry(MemoryDriver.NODE, permissions));
  }

  /** A segment that cannot be published, since another one has taken what the driver has. */
  private ExportSegment crowdedOut(int flags) {
    driver.publications = 1;
    exported().publish(OTHER_ID, null);
    return controller.createExport(memory, LENGTH, flags);
  }

  private ExportSegment holder() {
    ExportSegment segment = exported();
    segment.publish(OTHER_ID, null);
    driver.publications = 1;
    return segment;
  }

  @Test
  void locksAreRefusedAfterTheListAndBeforeTheDriver() {
    ExportSegment segment = controller.createExport(memory, LENGTH, ExportSegment.LOCK_OPS);
    driver.publications = 0;
    assertRsmError(RsmError.BAD_ACL, () -> segment.publish(ID, list(0777)));
    assertRsmError(RsmError.LOCKS_NOT_SUPPORTED, () -> segment.publish(ID, null));
    driver.publications = 1;
    driver.canLock = true;
    assertEquals(ID, segment.publish(ID, null));
  }

  @Test
  void dontWaitReportsAShortageAtOnce() {
    ExportSegment segment = crowdedOut(ExportSegment.DONTWAIT);
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> segment.publish(ID, null));
    assertEquals(Optional.empty(), segment.publishedId());
    driver.publications = 2;
    assertEquals(ID, segment.publish(ID, null));
  }

  @Test
  void shortageOfMemoryIsNeverWaitedFor() {
    driver.before =
        call -> {
          if (call.equals("publish")) {
            throw new RsmException(RsmError.INSUFFICIENT_MEM, call, "");
          }
        };
    ExportSegment segment = exported();
    assertRsmError(RsmError.INSUFFICIENT_MEM, () -> segment.publish(ID, null));
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
  }

  @Test
  void defectOfTheDriverIsNotWaitedFor() {
    driver.before =
        call -> {
          if (call.equals("publish")) {
            throw new IllegalStateException("broken");
          }
        };
    assertRsmError(RsmError.INSUFFICIENT_RESOURCES, () -> exported().publish(ID, null));
  }

  @Test
  void publishWaitsUntilAnotherSegmentIsDestroyed() throws Exception {
    ExportSegment holder = holder();
    ExportSegment segment = exported();
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    holder.destroy();
    publish.assertOutcome(RsmError.SUCCESS);
    assertEquals(Optional.of(ID), segment.publishedId());
  }

  @Test
  void publishWaitsUntilAnotherSegmentIsUnpublished() throws Exception {
    ExportSegment holder = holder();
    ExportSegment segment = exported();
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    holder.unpublish();
    publish.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void publishTriesAgainThoughNothingWasFreedHere() throws Exception {
    ExportSegment segment = crowdedOut(0);
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    driver.publications = 2;
    publish.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void idThatIsTakenMeanwhileEndsTheWait() throws Exception {
    ExportSegment segment = crowdedOut(0);
    Task publish = Task.start(() -> segment.publish(OTHER_ID, null)).awaitBlocked();
    driver.publications = 2;
    publish.assertOutcome(RsmError.SEGID_IN_USE);
    assertEquals(Optional.empty(), segment.publishedId());
  }

  @Test
  void interruptEndsTheWaitAndLeavesTheSegmentUnpublished() throws Exception {
    ExportSegment segment = crowdedOut(0);
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    publish.interrupt();
    publish.assertInterrupted();
    assertEquals(Optional.empty(), segment.publishedId());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    driver.publications = 2;
    assertEquals(ID, segment.publish(ID, null));
  }

  @Test
  void interruptedThreadPublishesIfNothingIsShort() {
    ExportSegment segment = exported();
    Thread.currentThread().interrupt();
    try {
      assertEquals(ID, segment.publish(ID, null));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void otherCallsGoThroughWhilePublishWaits() throws Exception {
    ExportSegment segment = crowdedOut(ExportSegment.ALLOW_REBIND);
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> segment.publish(ID, null));
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, segment::unpublish);
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> segment.republish(null));
    assertEquals(Optional.empty(), segment.publishedId());
    segment.signalPost();
    assertRsmError(RsmError.TIMEOUT, () -> segment.signalWait(0));
    segment.rebind(arena.allocate(LENGTH, PAGE), LENGTH);
    assertFalse(publish.isDone());
    driver.publications = 2;
    publish.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void destroyEndsAPublishThatWaits() throws Exception {
    ExportSegment segment = crowdedOut(0);
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    segment.destroy();
    publish.assertOutcome(RsmError.BAD_SEG_HNDL);
    driver.publications = 2;
    assertFalse(driver.published.containsKey(ID));
  }

  @Test
  void driverThatLeavesEndsAPublishThatWaits() throws Exception {
    ExportSegment segment = crowdedOut(0);
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    source.withdraw(driver);
    publish.assertOutcome(RsmError.BAD_SEG_HNDL);
    assertTrue(driver.published.isEmpty());
  }

  @Test
  void releaseOfTheControllerEndsAPublishThatWaits() throws Exception {
    ExportSegment segment = crowdedOut(0);
    Task publish = Task.start(() -> segment.publish(ID, null)).awaitBlocked();
    controller.release();
    publish.assertOutcome(RsmError.BAD_SEG_HNDL);
    assertTrue(driver.published.isEmpty());
  }

  @Test
  void destroyDuringACallOfTheDriverWaitsForItAndWins() throws Exception {
    HeldCalls held = HeldCalls.in(driver, "publish");
    ExportSegment segment = exported();
    Task publish = held.start(() -> segment.publish(ID, null));
    Task destroy = Task.start(segment::destroy).awaitBlocked();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.publish(ID, null));
    held.release();
    destroy.assertOutcome(RsmError.SUCCESS);
    publish.assertOutcome(RsmError.BAD_SEG_HNDL);
    assertTrue(driver.published.isEmpty());
  }

  @Test
  void manyWaitersAreServedOneAfterTheOther() throws Exception {
    ExportSegment holder = holder();
    AtomicInteger most = new AtomicInteger();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ExportSegment segment = exported();
      SegmentId id = SegmentId.of(0x400010 + i);
      tasks.add(
          Task.start(
              () -> {
                segment.publish(id, null);
                most.accumulateAndGet(driver.published.size(), Math::max);
                segment.destroy();
              }));
    }
    for (Task task : tasks) {
      task.awaitBlocked();
    }
    holder.destroy();
    long start = System.nanoTime();
    for (Task task : tasks) {
      task.assertOutcome(RsmError.SUCCESS);
    }
    assertEquals(1, most.get());
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
  }

  @Test
  void manyThreadsGetDifferentSystemIds() throws Exception {
    ConcurrentSkipListSet<SegmentId> ids = new ConcurrentSkipListSet<>();
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      ExportSegment segment = exported();
      tasks.add(Task.start(() -> ids.add(segment.publish(SegmentId.ANY, null))));
    }
    for (Task task : tasks) {
      task.assertOutcome(RsmError.SUCCESS);
    }
    assertEquals(16, new TreeSet<>(ids).size());
  }

  @Test
  void oneOfManySegmentsGetsAnId() throws Exception {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      ExportSegment segment = exported();
      tasks.add(Task.start(() -> segment.publish(ID, null)));
    }
    int published = 0;
    for (Task task : tasks) {
      RsmError outcome = task.outcome();
      if (outcome == RsmError.SUCCESS) {
        published++;
      } else {
        assertEquals(RsmError.SEGID_IN_USE, outcome);
      }
    }
    assertEquals(1, published);
  }

  @Test
  void racesOfAllCallsEndInStatesThatAgree() throws Exception {
    driver.publications = 2;
    for (int round = 0; round < 200; round++) {
      ExportSegment segment = controller.createExport(memory, LENGTH, ExportSegment.ALLOW_REBIND);
      SegmentId id = SegmentId.of(0x500000 + round);
      var other = arena.allocate(LENGTH, PAGE);
      List<Task> tasks =
          List.of(
              Task.start(() -> segment.publish(id, null)),
              Task.start(() -> segment.publish(id, null)),
              Task.start(() -> segment.republish(list(0400))),
              Task.start(segment::unpublish),
              Task.start(() -> segment.rebind(other, LENGTH)),
              Task.start(() -> segment.rebind(memory, LENGTH)),
              Task.start(segment::unpublish));
      for (Task task : tasks) {
        task.outcome();
      }
      assertEquals(segment.publishedId().isPresent(), driver.published.containsKey(id));
      segment.destroy();
      assertFalse(driver.published.containsKey(id));
    }
  }
}
