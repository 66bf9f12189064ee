// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** Waiting for several segments with a driver that spares the wake-up while nobody waits. */
@Timeout(120)
class PollTest {

  private static final long LENGTH = 1 << 16;
  private static final int SEGMENTS = 3;
  private static final int POSTS = 3_000;

  private Arena arena;
  private Rsm rsm;
  private final List<ExportSegment> exports = new ArrayList<>();
  private final List<ImportSegment> imports = new ArrayList<>();

  @BeforeEach
  void open() {
    arena = Arena.ofShared();
    rsm = Rsm.load();
    RsmController controller = rsm.controller(null);
    for (int i = 0; i < SEGMENTS; i++) {
      ExportSegment segment = controller.createExport(controller.allocate(LENGTH, arena), LENGTH);
      SegmentId id = segment.publish(SegmentId.ANY, null);
      exports.add(segment);
      imports.add(controller.connect(controller.localNode(), id, Permission.READ));
    }
  }

  @AfterEach
  void close() {
    rsm.close();
    arena.close();
  }

  /** A ball goes to and fro: each wake-up that is missed would end the game. */
  @Test
  void noWakeUpIsMissed() throws Exception {
    PollEntry[] exporterSide = {PollEntry.of(exports.get(0).getPollReference())};
    PollEntry[] importerSide = {
      PollEntry.of(imports.get(1).getPollReference()),
      PollEntry.of(imports.get(0).getPollReference())
    };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> importer =
          threads.submit(
              () -> {
                for (int i = 0; i < POSTS; i++) {
                  imports.get(0).signalPost();
                  assertEquals(1, rsm.signalWait(importerSide, 2, 30_000));
                }
              });
      for (int i = 0; i < POSTS; i++) {
        assertEquals(1, rsm.signalWait(exporterSide, 1, 30_000));
        exports.get(0).signalPost();
      }
      importer.get();
    }
    assertNothingPends();
  }

  @Test
  void noEventIsLostBetweenFormsOfWaiting() throws Exception {
    PollEntry[][] entries = new PollEntry[2][SEGMENTS];
    for (int i = 0; i < SEGMENTS; i++) {
      entries[0][i] = PollEntry.of(exports.get(i).getPollReference());
      entries[1][i] = PollEntry.of(exports.get(i).getPollReference());
    }
    AtomicInteger left = new AtomicInteger(SEGMENTS * POSTS);
    List<Future<?>> work = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < SEGMENTS; i++) {
        ImportSegment importer = imports.get(i);
        ExportSegment exporter = exports.get(i);
        work.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < POSTS; n++) {
                    importer.signalPost();
                  }
                }));
        work.add(threads.submit(() -> drain(left, () -> single(exporter))));
      }
      for (PollEntry[] own : entries) {
        work.add(threads.submit(() -> drain(left, () -> rsm.signalWait(own, SEGMENTS, 20))));
      }
      for (Future<?> part : work) {
        part.get();
      }
    }
    assertEquals(0, left.get());
    assertNothingPends();
  }

  private static int single(ExportSegment exporter) {
    exporter.signalWait(20);
    return 1;
  }

  private static void drain(AtomicInteger left, IntSupplier wait) {
    while (left.get() > 0) {
      try {
        assertTrue(left.addAndGet(-wait.getAsInt()) >= 0, "more events than posts");
      } catch (RsmException e) {
        assertEquals(RsmError.TIMEOUT, e.error());
      }
    }
  }

  private void assertNothingPends() {
    for (ExportSegment exporter : exports) {
      RsmException thrown = assertThrows(RsmException.class, () -> exporter.signalWait(0));
      assertEquals(RsmError.TIMEOUT, thrown.error());
    }
  }
}
