// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;

/** Republishing and unpublishing, one after the other, and with others in between. */
@Timeout(60)
class RepublishTest extends LibraryFixture {

  private static List<AccessEntry> list(int permissions) {
    return List.of(new AccessEntry(MemoryDriver.NODE, permissions));
  }

  @Test
  void republishDecidesLaterConnectsOnly() {
    ExportSegment segment = published();
    segment.republish(list(0600));
    ImportSegment imported = connected(Permission.RDWR);
    segment.republish(list(0400));
    assertRsmError(RsmError.PERM_DENIED, () -> connected(Permission.WRITE));
    imported.initBarrier();
    imported.put64(0, 42);
    assertEquals(42, imported.get64(0));
    segment.republish(List.of());
    assertRsmError(RsmError.SEG_NOT_PUBLISHED_TO_NODE, () -> connected(Permission.READ));
    segment.republish(null);
    connected(Permission.WRITE).disconnect();
    assertEquals(Optional.of(ID), segment.publishedId());
  }

  @Test
  void republishChecksInTheOrderOfTheManual() {
    ExportSegment segment = exported();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> segment.republish(list(0777)));
    segment.publish(ID, list(0400));
    assertRsmError(RsmError.BAD_ACL, () -> segment.republish(list(0777)));
    connected(Permission.READ).disconnect();
    assertRsmError(RsmError.PERM_DENIED, () -> connected(Permission.WRITE));
    segment.unpublish();
    assertRsmError(RsmError.SEG_NOT_PUBLISHED, () -> segment.republish(null));
    segment.destroy();
    assertRsmError(RsmError.BAD_SEG_HNDL, () -> segment.republish(list(0777)));
  }

  @Test
  void republishReportsWhatTheDriverIsShortOfAtOnce() {
    ExportSegment segment = published();
    for (RsmError error : List.of(RsmError.INSUFFICIENT_RESOURCES, RsmError.INSUFFICIENT_MEM)) {
      driver.before =
          call -> {
            if (call.equals("republish")) {
              throw new RsmException(error, call, "");
            }
          };
      assertRsmError(error, () -> segment.republish(list(0)));
    }
    connected(Permission.READ).disconnect();
  }

  @Test
  void republishWaitsForAnotherAndCanBeInterrupted() throws Exception {
    ExportSegment segment = published();
    HeldCalls held = HeldCalls.in(driver, "republish");
    Task first = held.start(() -> segment.republish(list(0400)));
    Task second = Task.start(() -> segment.republish(list(0200))).awaitBlocked();
    Task third = Task.start(() -> segment.republish(List.of())).awaitBlocked();
    third.interrupt();
    third.assertInterrupted();
    assertFalse(held.another(), "two calls at once");
    held.release();
    first.assertOutcome(RsmError.SUCCESS);
    second.assertOutcome(RsmError.SUCCESS);
    assertRsmError(RsmError.PERM_DENIED, () -> connected(Permission.READ));
    connected(Permission.WRITE).disconnect();
  }

  @Test
  void unpublishWaitsForARepublishAndCanBeInterrupted() throws Exception {
    ExportSegment segment = published();
    HeldCalls held = HeldCalls.in(driver, "republish");
    Task republish = held.start(() -> segment.republish(null));
    Task interrupted = Task.start(segment::unpublish).awaitBlocked();
    interrupted.interrupt();
    interrupted.assertInterrupted();
    assertEquals(Optional.of(ID), segment.publishedId());
    Task unpublish = Task.start(segment::unpublish).awaitBlocked();
    held.release();
    republish.assertOutcome(RsmError.SUCCESS);
    unpublish.assertOutcome(RsmError.SUCCESS);
    assertEquals(Optional.empty(), segment.publishedId());
  }

  @Test
  void interruptedUnpublishChangesNothing() throws Exception {
    ExportSegment segment = published();
    ImportSegment imported = ready();
    HeldCalls held = HeldCalls.in(driver, "unpublish");
    Task unpublish = held.start(segment::unpublish);
    Task second = Task.start(segment::unpublish).awaitBlocked();
    assertRsmError(RsmError.SEG_ALREADY_PUBLISHED, () -> segment.publish(ID, null));
    unpublish.interrupt();
    unpublish.assertInterrupted();
    assertEquals(Optional.of(ID), segment.publishedId());
    imported.put64(0, 1);
    held.await();
    held.release();
    second.assertOutcome(RsmError.SUCCESS);
    assertRsmError(RsmError.CONN_ABORTED, () -> imported.put64(0, 1));
  }

  @Test
  void destroyDuringUnpublishWaitsForIt() throws Exception {
    ExportSegment segment = published();
    HeldCalls held = HeldCalls.in(driver, "unpublish");
    Task unpublish = held.start(segment::unpublish);
    Task destroy = Task.start(segment::destroy).awaitBlocked();
    held.release();
    unpublish.assertOutcome(RsmError.SUCCESS);
    destroy.assertOutcome(RsmError.SUCCESS);
  }

  @Test
  void connectIsJudgedByOneListOfTheTwo() throws Exception {
    ExportSegment segment = exported();
    segment.publish(ID, list(0400));
    Task replacing =
        Task.start(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                segment.republish(list(i % 2 == 0 ? 0200 : 0400));
              }
            });
    while (!replacing.isDone()) {
      // Either list grants one right; only a mixture of both would grant the two.
      assertRsmError(RsmError.PERM_DENIED, () -> connected(Permission.RDWR));
    }
    replacing.assertOutcome(RsmError.SUCCESS);
  }
}
