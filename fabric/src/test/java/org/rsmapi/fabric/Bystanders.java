// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.rsmapi.SegmentId;

/** A good export and its good importers, at work until they are closed. */
final class Bystanders implements AutoCloseable {

  private static final int MOST_IMPORTERS = 8;
  private static final int MORE_ROUNDS = 3;

  /** An importer, here or in another process. */
  private record Importer(
      Supplier<GoodImporter.Progress> progress, Supplier<GoodImporter.Progress> finish) {}

  final FabricExport export;
  final SegmentId id;
  private final Arena arena = Arena.ofShared();
  private final ImportProbe probe = new ImportProbe();

  /** The segment has one of them, in turns. */
  private final List<MemorySegment> memories;

  private int current;
  private final List<Importer> importers = new ArrayList<>();
  private final List<GoodImporter> here = new ArrayList<>();
  private final List<ChildJvm> children = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong posted = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong signalRounds = new AtomicLong();
  private volatile boolean posting = true;
  private volatile boolean stopping;
  private volatile Throwable failure;

  Bystanders(Fabric exporting) {
    memories =
        List.of(arena.allocate(Sides.SIZE, Sides.PAGE), arena.allocate(Sides.SIZE, Sides.PAGE));
    export = exporting.export(memories.getFirst(), probe);
    id = export.publish(SegmentId.ANY, Sides.EVERYBODY);
  }

  /** Adds an importer; before {@link #start}. */
  Bystanders with(Fabric fabric) {
    GoodImporter importer = new GoodImporter(fabric, id, importers.size());
    here.add(importer);
    importers.add(new Importer(importer::progress, importer::finish));
    return this;
  }

  /** Adds an importer in a process of its own; before {@link #start}. */
  Bystanders withProcess(FabricName name) {
    ChildJvm child = ChildJvm.start(name);
    children.add(child);
    assertEquals("ok", child.tell("join " + id.value() + " " + importers.size()));
    importers.add(
        new Importer(
            () -> GoodImporter.Progress.of(child.tell("progress")),
            () -> GoodImporter.Progress.of(child.tell("finish"))));
    return this;
  }

  Bystanders start() {
    assertTrue(importers.size() <= MOST_IMPORTERS);
    here.forEach(GoodImporter::start);
    children.forEach(child -> assertEquals("ok", child.tell("work")));
    begin(this::answer);
    begin(this::signal);
    return this;
  }

  private void begin(Runnable step) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name("good-exporter")
            .start(
                () -> {
                  try {
                    while (!stopping) {
                      step.run();
                    }
                  } catch (RuntimeException | Error e) {
                    failure = e;
                  }
                }));
  }

  /** In both memories, so that it does not matter which one an importer uses at the moment. */
  private void answer() {
    for (MemorySegment memory : memories) {
      for (int i = 0; i < importers.size(); i++) {
        long place = i * GoodImporter.PLACE_SIZE;
        long said = (long) GoodImporter.WORD.getVolatile(memory, place);
        GoodImporter.WORD.setVolatile(memory, place + 8, said);
      }
    }
    aMoment();
  }

  /** Leaves the processors to others, since this goes on all the time. */
  private static void aMoment() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
  }

  private void signal() {
    int before = probe.arrived.get();
    export.setWaiting(true);
    if (take() == 0) {
      Host.await("to be woken", () -> stopping || !posting || probe.arrived.get() != before);
    }
    export.setWaiting(false);
    if (posting) {
      post(1);
    }
    signalRounds.incrementAndGet();
    aMoment();
  }

  private long take() {
    long events = export.takeArrived(0);
    if (events < 0) {
      throw new AssertionError("events=" + events);
    }
    taken.addAndGet(events);
    return events;
  }

  void post(int count) {
    for (int i = 0; i < count; i++) {
      posted.incrementAndGet();
      export.post(true);
    }
  }

  /** Gives the segment its other memory; one thread at a time. */
  void rebind() {
    current = 1 - current;
    export.rebind(memories.get(current));
  }

  /** Waits until each importer has done more than at the time of the call, and lost no signal. */
  void awaitProgress() {
    for (Importer importer : importers) {
      GoodImporter.Progress before = importer.progress().get();
      long signals = posted.get();
      Host.await(
          "progress of a good importer",
          () -> {
            checkExporter();
            GoodImporter.Progress now = importer.progress().get();
            assertTrue(now.received() <= posted.get(), () -> now + ", posted=" + posted);
            return now.rounds() >= before.rounds() + MORE_ROUNDS && now.received() >= signals;
          });
    }
  }

  private void checkExporter() {
    if (failure != null) {
      throw new AssertionError("the good exporter failed", failure);
    }
  }

  /**
   * Ends the work, and counts.
   *
   * @param alone whether nobody else can have posted
   */
  void finish(boolean alone) {
    // Those who post first, so that nobody waits in vain for the others.
    posting = false;
    long round = signalRounds.get();
    Host.await("the last post", () -> failure != null || signalRounds.get() > round + 1);
    long toImporters = 0;
    for (Importer importer : importers) {
      GoodImporter.Progress end = importer.finish().get();
      assertEquals(posted.get(), end.received());
      toImporters += end.posted();
    }
    stopping = true;
    Host.await("the end of the work", () -> threads.stream().noneMatch(Thread::isAlive));
    checkExporter();
    long ignored = take();
    long expected = toImporters;
    if (alone) {
      assertEquals(expected, taken.get());
    } else {
      assertTrue(taken.get() >= expected, () -> "taken=" + taken + ", posted=" + expected);
    }
  }

  @Override
  public void close() {
    stopping = true;
    here.forEach(GoodImporter::disconnect);
    children.forEach(ChildJvm::close);
    export.destroy();
    arena.close();
  }
}
