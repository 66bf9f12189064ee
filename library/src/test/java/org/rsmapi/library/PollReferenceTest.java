// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.Segment;

/** Counting of poll references, and what they hold up. */
@Timeout(60)
class PollReferenceTest extends LibraryFixture {

  private int poll(PollReference reference) {
    return rsm.signalWait(new PollEntry[] {PollEntry.of(reference)}, 1, 0);
  }

  private void assertValid(PollReference reference) {
    assertRsmError(RsmError.TIMEOUT, () -> poll(reference));
  }

  private void assertInvalid(PollReference reference) {
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> poll(reference));
  }

  /** GET_POLLFD-OK-01, RELEASE_POLLFD-OK-01. */
  @Test
  void takenTwiceReleasedMoreOften() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    for (Segment segment : new Segment[] {exporter, importer}) {
      segment.releasePollReference();
      PollReference first = segment.getPollReference();
      PollReference second = segment.getPollReference();
      assertSame(segment, first.segment());
      segment.releasePollReference();
      assertValid(first);
      assertValid(second);
      segment.releasePollReference();
      segment.releasePollReference();
      assertInvalid(first);
      assertInvalid(second);
    }
    importer.disconnect();
    exporter.destroy();
  }

  @Test
  void referencesTakenAnewDoNotReviveOldOnes() {
    ExportSegment exporter = published();
    PollReference old = exporter.getPollReference();
    exporter.releasePollReference();
    PollReference fresh = exporter.getPollReference();
    assertInvalid(old);
    assertValid(fresh);
  }

  /** GET_POLLFD-BAD_SEG_HNDL-01, -02, RELEASE_POLLFD-BAD_SEG_HNDL-01. */
  @Test
  void needsThePublishedOrConnectedState() {
    ExportSegment exporter = exported();
    assertRsmError(RsmError.BAD_SEG_HNDL, exporter::getPollReference);
    exporter.releasePollReference();
    exporter.publish(ID, null);
    ImportSegment importer = connected(Permission.READ);
    ImportSegment other = connected(Permission.READ);
    exporter.unpublish();
    assertRsmError(RsmError.BAD_SEG_HNDL, exporter::getPollReference);
    assertRsmError(RsmError.BAD_SEG_HNDL, importer::getPollReference);
    importer.releasePollReference();
    importer.disconnect();
    other.close();
    exporter.destroy();
    for (Segment segment : new Segment[] {exporter, importer, other}) {
      assertRsmError(RsmError.BAD_SEG_HNDL, segment::getPollReference);
      assertRsmError(RsmError.BAD_SEG_HNDL, segment::releasePollReference);
    }
  }

  /** DESTROY-POLLFD_IN_USE-01, DISCONNECT-POLLFD_IN_USE-01. */
  @Test
  void holdUpDestroyAndDisconnect() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    exporter.getPollReference();
    exporter.getPollReference();
    importer.getPollReference();
    assertRsmError(RsmError.POLLFD_IN_USE, exporter::destroy);
    assertRsmError(RsmError.POLLFD_IN_USE, importer::disconnect);
    importer.signalPost();
    exporter.signalWait(0);
    exporter.releasePollReference();
    assertRsmError(RsmError.POLLFD_IN_USE, exporter::destroy);
    assertEquals(ID, exporter.publishedId().orElseThrow());
    connected(Permission.READ).disconnect();
    exporter.releasePollReference();
    importer.releasePollReference();
    importer.disconnect();
    exporter.destroy();
  }

  @Test
  void mappingIsComplainedAboutFirst() {
    published();
    ImportSegment importer = connected(Permission.READ);
    importer.map(Permission.READ, 0, PAGE);
    PollReference reference = importer.getPollReference();
    assertRsmError(RsmError.SEG_STILL_MAPPED, importer::disconnect);
    importer.unmap(); // UNMAP-OK-01
    assertValid(reference);
    importer.map(Permission.READ, 0, PAGE);
    importer.unmap();
    assertRsmError(RsmError.POLLFD_IN_USE, importer::disconnect);
    importer.releasePollReference();
    importer.disconnect();
  }

  /** UNPUBLISH-STATE-03; a forced disconnect leaves references as they are, too. */
  @Test
  void surviveUnpublishWithTheirEvents() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollReference exported = exporter.getPollReference();
    PollReference imported = importer.getPollReference();
    importer.signalPost();
    exporter.signalPost();
    exporter.unpublish();
    assertEquals(1, poll(exported));
    assertEquals(1, poll(imported));
    assertValid(exported);
    assertValid(imported);
    assertRsmError(RsmError.POLLFD_IN_USE, importer::disconnect);
    assertRsmError(RsmError.POLLFD_IN_USE, exporter::destroy);
  }

  @Test
  void closeEndsThem() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollReference exported = exporter.getPollReference();
    PollReference imported = importer.getPollReference();
    importer.close();
    exporter.close();
    assertInvalid(exported);
    assertInvalid(imported);
  }

  @Test
  void lastReleaseOfTheControllerEndsThem() {
    PollReference exported = published().getPollReference();
    PollReference imported = connected(Permission.READ).getPollReference();
    controller.release();
    assertInvalid(exported);
    assertInvalid(imported);
  }

  /** The export ends, the import breaks. */
  @Test
  void driverLeaves() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollReference exported = exporter.getPollReference();
    PollReference imported = importer.getPollReference();
    exporter.signalPost();
    source.withdraw(driver);
    assertInvalid(exported);
    assertEquals(1, poll(imported));
    assertValid(imported);
    assertRsmError(RsmError.BAD_SEG_HNDL, importer::getPollReference);
    importer.releasePollReference();
    assertInvalid(imported);
    importer.disconnect();
  }

  /** Either the reference is there and holds destroy up, or it is refused and destroy succeeds. */
  @Test
  void getAgainstDestroyHasOneWinner() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      CyclicBarrier start = new CyclicBarrier(2);
      for (int round = 0; round < 2_000; round++) {
        ExportSegment exporter = published();
        Future<RsmError> get = threads.submit(() -> outcome(start, exporter::getPollReference));
        Future<RsmError> destroy = threads.submit(() -> outcome(start, exporter::destroy));
        if (get.get() == RsmError.SUCCESS) {
          assertEquals(RsmError.POLLFD_IN_USE, destroy.get());
          exporter.releasePollReference();
          exporter.destroy();
        } else {
          assertEquals(RsmError.BAD_SEG_HNDL, get.get());
          assertEquals(RsmError.SUCCESS, destroy.get());
        }
      }
    }
  }

  private static RsmError outcome(CyclicBarrier start, Runnable call) throws Exception {
    start.await();
    try {
      call.run();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }
}
