// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.rsmapi.driver.loopback.Background.error;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.Segment;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.FaultInjection;

/** A thread that sleeps until the one other process wakes it, and what else ends its wait. */
@Timeout(120)
class DirectWaitTest {

  private static final long LENGTH = 1 << 16;
  private static final int MANY = 20_000;
  private static final long LIMIT_MILLIS = 60_000;

  private Arena arena;
  private Rsm rsm;
  private RsmController controller;
  private ExportSegment exported;
  private SegmentId id;

  @BeforeEach
  void open() {
    arena = Arena.ofShared();
    rsm = Rsm.load();
    controller = rsm.controller(null);
    exported = controller.createExport(controller.allocate(LENGTH, arena), LENGTH);
    id = exported.publish(SegmentId.ANY, null);
  }

  @AfterEach
  void close() {
    rsm.close();
    arena.close();
  }

  private ImportSegment connect(SegmentId to) {
    return controller.connect(controller.localNode(), to, Permission.RDWR);
  }

  /** A thread in a wait without limit. */
  private static final class Waiting {

    final CompletableFuture<RsmError> outcome = new CompletableFuture<>();
    final Thread thread;

    Waiting(Segment segment) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> outcome.complete(error(() -> segment.signalWait(-1))));
    }

    /** Returns once the thread sleeps in the kernel, or is about to. */
    Waiting asleep() {
      Background.await(
          () ->
              Arrays.stream(thread.getStackTrace())
                  .anyMatch(frame -> frame.getClassName().endsWith(".WordSleep")));
      return this;
    }

    Waiting parked() {
      Background.await(() -> thread.getState() == Thread.State.WAITING);
      return this;
    }

    void assertEnds(RsmError expected) {
      Background.await(outcome::isDone);
      assertEquals(expected, outcome.join());
    }
  }

  @Test
  void noWakeUpIsLostBetweenProcesses() throws Exception {
    try (EchoPeer importer = EchoPeer.importing(id);
        EchoPeer exporter = EchoPeer.exporting()) {
      ImportSegment imported = connect(exporter.id());
      for (int i = 0; i < MANY; i++) {
        exported.signalPost();
        exported.signalWait(LIMIT_MILLIS);
        imported.signalPost();
        imported.signalWait(LIMIT_MILLIS);
      }
      assertEquals(RsmError.TIMEOUT, error(() -> exported.signalWait(0)));
      assertEquals(RsmError.TIMEOUT, error(() -> imported.signalWait(200)));
      assertEquals(id, importer.id());
    }
  }

  @Test
  void anExporterGoesOnWaitingWithoutItsImporter() throws Exception {
    try (EchoPeer importer = EchoPeer.importing(id)) {
      Waiting waiting = new Waiting(exported).asleep();
      importer.kill();
      waiting.parked();
      connect(id).signalPost();
      waiting.assertEnds(RsmError.SUCCESS);
    }
  }

  @Test
  void anImporterGoesOnWaitingWithoutItsExporter() throws Exception {
    try (EchoPeer exporter = EchoPeer.exporting()) {
      ImportSegment imported = connect(exporter.id());
      Waiting waiting = new Waiting(imported).asleep();
      exporter.kill();
      waiting.parked();
      assertFalse(waiting.outcome.isDone());
      imported.disconnect();
      waiting.assertEnds(RsmError.BAD_SEG_HNDL);
    }
  }

  @Test
  void aSecondImporterWakesTheSleeperOfTheFirst() throws Exception {
    try (EchoPeer first = EchoPeer.importing(id)) {
      Waiting waiting = new Waiting(exported).asleep();
      ImportSegment second = connect(id);
      waiting.parked();
      second.signalPost();
      waiting.assertEnds(RsmError.SUCCESS);
      Waiting again = new Waiting(exported).parked();
      exported.signalPost();
      again.assertEnds(RsmError.SUCCESS);
      second.signalWait(LIMIT_MILLIS);
      assertEquals(id, first.id());
    }
  }

  @Test
  void aSecondWaiterLeavesTheSleepToNobody() throws Exception {
    try (EchoPeer importer = EchoPeer.importing(id)) {
      Waiting first = new Waiting(exported).asleep();
      Waiting second = new Waiting(exported).parked();
      first.parked();
      exported.signalPost();
      exported.signalPost();
      first.assertEnds(RsmError.SUCCESS);
      second.assertEnds(RsmError.SUCCESS);
      assertEquals(id, importer.id());
    }
  }

  @Test
  void interruptAndDestroyEndTheWait() throws Exception {
    try (EchoPeer importer = EchoPeer.importing(id)) {
      Waiting interrupted = new Waiting(exported).asleep();
      interrupted.thread.interrupt();
      interrupted.assertEnds(RsmError.INTERRUPTED);
      Waiting ended = new Waiting(exported).asleep();
      exported.destroy();
      ended.assertEnds(RsmError.BAD_SEG_HNDL);
      assertEquals(id, importer.id());
    }
  }

  @Test
  void disconnectAndReleaseEndTheWait() throws Exception {
    try (EchoPeer exporter = EchoPeer.exporting()) {
      ImportSegment imported = connect(exporter.id());
      Waiting disconnected = new Waiting(imported).asleep();
      imported.disconnect();
      disconnected.assertEnds(RsmError.BAD_SEG_HNDL);
      Waiting released = new Waiting(connect(exporter.id())).asleep();
      controller.release();
      released.assertEnds(RsmError.BAD_SEG_HNDL);
    }
  }

  @Test
  @Tag("faults")
  void theDriverMayLeaveMeanwhile() throws Exception {
    FaultInjection faults = ServiceLoader.load(FaultInjection.class).findFirst().orElseThrow();
    try (EchoPeer importer = EchoPeer.importing(id);
        EchoPeer exporter = EchoPeer.exporting()) {
      ImportSegment imported = connect(exporter.id());
      Waiting atExport = new Waiting(exported).asleep();
      Waiting atImport = new Waiting(imported).asleep();
      faults.withdraw(0);
      try {
        atExport.assertEnds(RsmError.BAD_SEG_HNDL);
        atImport.parked();
        imported.disconnect();
        atImport.assertEnds(RsmError.BAD_SEG_HNDL);
      } finally {
        faults.restore(0);
      }
      assertTrue(importer.id().isValid());
    }
  }
}
