// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.library.RsmAssertions.assertRsmError;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.PollReference;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;

/** Waiting for several segments. */
@Timeout(60)
class PollTest extends LibraryFixture {

  private static PollEntry[] entries(Segment... segments) {
    PollEntry[] entries = new PollEntry[segments.length];
    for (int i = 0; i < segments.length; i++) {
      entries[i] = PollEntry.of(segments[i].getPollReference());
    }
    return entries;
  }

  private int poll(PollEntry... entries) {
    return rsm.signalWait(entries, entries.length, 0);
  }

  private int forever(PollEntry... entries) {
    return rsm.signalWait(entries, entries.length, -1);
  }

  /** WAIT_POLLFD-OK-01. */
  @Test
  void marksExactlyTheReadyOnes() {
    ExportSegment exporter = published();
    ImportSegment[] importers = new ImportSegment[5];
    Segment[] segments = new Segment[6];
    segments[0] = exporter;
    for (int i = 0; i < importers.length; i++) {
      importers[i] = connected(Permission.READ);
      segments[i + 1] = importers[i];
    }
    PollEntry[] entries = entries(segments);
    importers[2].signalPost();
    assertEquals(1, poll(entries));
    assertMarks(entries, 0);
    exporter.signalPost();
    importers[0].signalWait(0);
    importers[3].signalWait(0);
    assertEquals(3, poll(entries));
    assertMarks(entries, 2, 3, 5);
    assertEquals(PollEntry.POLLIN, entries[2].readyEvents());
    assertRsmError(RsmError.TIMEOUT, () -> poll(entries));
    assertMarks(entries);
  }

  private static void assertMarks(PollEntry[] entries, Integer... expected) {
    List<Integer> ready = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      if (entries[i].isReady()) {
        ready.add(i);
      }
    }
    assertEquals(List.of(expected), ready);
  }

  /** WAIT_POLLFD-OK-02. */
  @Test
  void takesOneEventPerCall() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry[] entries = entries(exporter);
    for (int i = 0; i < 3; i++) {
      importer.signalPost();
    }
    assertEquals(1, poll(entries));
    exporter.signalWait(0);
    assertEquals(1, poll(entries));
    assertRsmError(RsmError.TIMEOUT, () -> poll(entries));
  }

  @Test
  void entriesBeyondTheCountAreLeftAlone() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry[] entries = {entries(importer)[0], entries(exporter)[0], null};
    importer.signalPost();
    assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(entries, 1, 0));
    assertEquals(1, rsm.signalWait(entries, 2, 0));
    assertMarks(new PollEntry[] {entries[0], entries[1]}, 1);
  }

  /** WAIT_POLLFD-TIMEOUT-01. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void timeoutIsNotEarly(int count) {
    PollEntry[] entries = entries(published());
    assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(entries, count, 0));
    long start = System.nanoTime();
    assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(entries, count, 100));
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(100));
    assertRsmError(RsmError.TIMEOUT, () -> rsm.signalWait(null, 0, 1));
  }

  /** WAIT_POLLFD-BAD_ADDR-01, WAIT_POLLFD-BAD_ARGS_ERRORS-01. */
  @Test
  void refusesBadArgumentsAndTakesNothing() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry good = entries(exporter)[0];
    PollEntry other = entries(importer)[0];
    importer.signalPost();
    assertEquals(1, poll(good));
    importer.signalPost();
    assertTrue(good.isReady());
    PollEntry[] entries = {good, other};
    assertRsmError(RsmError.BAD_ADDR, () -> rsm.signalWait(null, 1, 0));
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> rsm.signalWait(null, -1, 0));
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> rsm.signalWait(entries, -1, 0));
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> rsm.signalWait(entries, 3, 0));
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> poll(good, null));
    assertFalse(good.isReady());
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> poll(good, PollEntry.of((PollReference) null)));
    PollReference foreign = () -> exporter;
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> poll(good, PollEntry.of(foreign)));
    importer.releasePollReference();
    assertRsmError(RsmError.BAD_ARGS_ERRORS, () -> poll(entries));
    exporter.signalWait(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wakesWhenAnEventArrives(boolean virtual) throws Exception {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry[] entries = entries(importer, exporter);
    WaitingThread waiting = WaitingThread.blockedIn(virtual, () -> forever(entries));
    importer.signalPost();
    assertEquals(1, waiting.get());
    assertMarks(entries, 1);
    WaitingThread limited =
        WaitingThread.blockedIn(virtual, () -> rsm.signalWait(entries, 2, Long.MAX_VALUE));
    exporter.signalPost();
    assertEquals(1, limited.get());
    assertMarks(entries, 0);
  }

  /** WAIT_POLLFD-INTERRUPTED-01. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void interruptTakesNothing(boolean virtual) throws Exception {
    ExportSegment exporter = published();
    PollEntry[] entries = entries(exporter);
    WaitingThread waiting = WaitingThread.blockedIn(virtual, () -> forever(entries));
    waiting.thread.interrupt();
    waiting.assertFails(RsmError.INTERRUPTED);
    assertTrue(waiting.interrupted.get());
    connected(Permission.READ).signalPost();
    Thread.currentThread().interrupt();
    assertEquals(1, forever(entries), "an event counts for more than an interrupt");
    assertTrue(Thread.interrupted());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsWhenAReferenceEnds(boolean virtual) throws Exception {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry[] entries = entries(exporter, importer);
    WaitingThread released = WaitingThread.blockedIn(virtual, () -> forever(entries));
    importer.releasePollReference();
    released.assertFails(RsmError.BAD_ARGS_ERRORS);
    PollEntry[] anew = {entries[0], entries(importer)[0]};
    WaitingThread closed = WaitingThread.blockedIn(virtual, () -> forever(anew));
    importer.close();
    closed.assertFails(RsmError.BAD_ARGS_ERRORS);
    WaitingThread left = WaitingThread.blockedIn(virtual, () -> forever(entries[0]));
    source.withdraw(driver);
    left.assertFails(RsmError.BAD_ARGS_ERRORS);
  }

  @Test
  void unpublishWakesNobody() throws Exception {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry[] entries = entries(importer, exporter);
    WaitingThread waiting = WaitingThread.blockedIn(false, () -> forever(entries));
    exporter.unpublish();
    exporter.publish(ID, null);
    assertFalse(waiting.result.isDone());
    connected(Permission.READ).signalPost();
    assertEquals(1, waiting.get());
    assertMarks(entries, 1);
  }

  /** Another instance of the library in the same process. */
  @Test
  void takesReferencesOfAnyInstance() {
    try (Library other = new Library(source, quotas)) {
      ExportSegment exporter = published();
      ImportSegment importer =
          other.controller("mem1").connect(MemoryDriver.NODE, ID, Permission.READ);
      PollEntry[] entries = entries(exporter, importer);
      exporter.signalPost();
      importer.signalPost();
      assertEquals(2, other.signalWait(entries, 2, 0));
    }
  }

  @Test
  void sameReferenceTwiceLosesNoEvent() {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    PollEntry entry = entries(exporter)[0];
    int posts = 5;
    for (int i = 0; i < posts; i++) {
      importer.signalPost();
    }
    int taken = 0;
    while (taken < posts) {
      taken += poll(entry, entry);
      assertTrue(entry.isReady());
    }
    assertEquals(posts, taken);
    assertRsmError(RsmError.TIMEOUT, () -> poll(entry));
  }

  @Test
  void tellsTheDriverWhetherAnybodyWaits() throws Exception {
    ExportSegment exporter = published();
    ImportSegment importer = connected(Permission.READ);
    MemoryExport device = driver.published.get(ID);
    PollEntry[] entries = entries(exporter);
    WaitingThread first = WaitingThread.blockedIn(false, () -> forever(entries[0]));
    WaitingThread.until(() -> device.waiting);
    WaitingThread second =
        WaitingThread.blockedIn(
            false,
            () -> {
              exporter.signalWait(-1);
              return 1;
            });
    importer.signalPost();
    WaitingThread.until(() -> first.result.isDone() || second.result.isDone());
    assertTrue(device.waiting);
    importer.signalPost();
    assertEquals(2, first.get() + second.get());
    WaitingThread.until(() -> !device.waiting);
  }
}
