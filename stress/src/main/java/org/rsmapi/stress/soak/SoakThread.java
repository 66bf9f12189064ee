// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.soak;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.PollEntry;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;

/** One thread of a worker: a segment of its own, and imports of the segments of all threads. */
final class SoakThread implements Runnable {

  private static final int MOST_IMPORTS = 4;

  private static final Set<RsmError> NO_CONNECTION =
      Set.of(
          RsmError.SEG_NOT_PUBLISHED,
          RsmError.SEG_NOT_PUBLISHED_TO_NODE,
          RsmError.PERM_DENIED,
          RsmError.INTERRUPTED);

  private final Rsm rsm;
  private final WorkerSetup setup;
  private final int thread;
  private final long endNanos;
  private final SplittableRandom random;
  private final Outcomes outcomes;
  private final List<Importing> imports = new ArrayList<>();

  SoakThread(Rsm rsm, WorkerSetup setup, int thread, long endNanos, long seed, Outcomes outcomes) {
    this.rsm = rsm;
    this.setup = setup;
    this.thread = thread;
    this.endNanos = endNanos;
    this.random = new SplittableRandom(seed);
    this.outcomes = outcomes;
  }

  @Override
  public void run() {
    try (Arena arena = Arena.ofConfined()) {
      RsmController controller = rsm.controller("loopback");
      SegmentId id = SegmentId.of(Layout.segmentId(setup.process(), thread));
      try (Exporting exporting =
          new Exporting(controller, id, setup.slots(), arena, random.split(), outcomes)) {
        while (System.nanoTime() - endNanos < 0) {
          switch (random.nextInt(8)) {
            case 0, 1 -> exporting.step();
            case 2 -> connect(controller, arena);
            case 3 -> waitForAny();
            default -> use();
          }
        }
        imports.forEach(Importing::close);
      }
      controller.release();
    }
  }

  private void connect(RsmController controller, Arena arena) {
    if (imports.size() == MOST_IMPORTS) {
      imports.remove(random.nextInt(MOST_IMPORTS)).close();
    }
    long target =
        Layout.segmentId(random.nextInt(setup.processes()), random.nextInt(setup.threads()));
    Permission permission = random.nextInt(4) == 0 ? Permission.READ : Permission.RDWR;
    ImportSegment[] connected = new ImportSegment[1];
    RsmError outcome =
        outcomes.run(
            "connect",
            NO_CONNECTION,
            () ->
                connected[0] =
                    controller.connect(controller.localNode(), SegmentId.of(target), permission));
    if (outcome == RsmError.SUCCESS) {
      int slot = setup.process() * setup.threads() + thread;
      imports.add(
          new Importing(connected[0], setup.slots(), slot, arena, random.split(), outcomes));
    }
  }

  private void use() {
    if (imports.isEmpty()) {
      return;
    }
    Importing chosen = imports.get(random.nextInt(imports.size()));
    if (!chosen.step()) {
      imports.remove(chosen);
      chosen.close();
    }
  }

  /** Waits for several segments at once; one that is broken has no reference. */
  private void waitForAny() {
    List<Importing> waiting = new ArrayList<>();
    List<PollEntry> entries = new ArrayList<>();
    for (Importing imported : imports) {
      outcomes.run(
          "getPollReference",
          Set.of(RsmError.BAD_SEG_HNDL),
          () -> {
            entries.add(PollEntry.of(imported.segment().getPollReference()));
            waiting.add(imported);
          });
    }
    outcomes.run(
        "wait for several",
        Set.of(RsmError.TIMEOUT),
        () -> rsm.signalWait(entries.toArray(PollEntry[]::new), entries.size(), random.nextInt(3)));
    waiting.forEach(imported -> imported.segment().releasePollReference());
  }
}
