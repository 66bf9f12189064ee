// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.SegmentId;

/**
 * An importer at work: it stores a number that the exporter has to store beside it, posts, waits
 * for signals and counts them. Its place in the segment is its own.
 */
final class GoodImporter {

  static final long PLACE_SIZE = 64;
  static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private static final int BURST_EVERY = 32;
  private static final int BURST = 400;
  private static final int WAIT_EVERY = 4;

  /** What it has done so far. */
  record Progress(long rounds, long posted, long received) {

    String text() {
      return rounds + " " + posted + " " + received;
    }

    static Progress of(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 3) {
        throw new AssertionError(text);
      }
      return new Progress(
          Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
  }

  private final ImportProbe probe = new ImportProbe();
  private final FabricImport imported;
  private final long place;
  private final Thread worker;
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong posted = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile boolean stopping;
  private volatile Throwable failure;

  GoodImporter(Fabric fabric, SegmentId id, int number) {
    imported = fabric.connect(NodeId.of(Sides.NODE), id, Permission.RDWR, probe);
    place = number * PLACE_SIZE;
    worker = Thread.ofPlatform().daemon().name("good-importer-" + number).unstarted(this::run);
  }

  void start() {
    worker.start();
  }

  private void run() {
    try {
      for (long i = 1; !stopping; i++) {
        work(i);
        rounds.incrementAndGet();
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void work(long number) {
    MemorySegment window = imported.window();
    for (int i = 0; i < (number % BURST_EVERY == 0 ? BURST : 1); i++) {
      posted.incrementAndGet();
      imported.post(true);
    }
    if (number % WAIT_EVERY == 0) {
      awaitSignal();
    }
    Host.await(
        "an answer to " + number,
        () -> {
          // Again and again: the segment gets other memory now and then.
          WORD.setVolatile(window, place, number);
          take();
          return stopping || (long) WORD.getVolatile(window, place + 8) == number;
        });
  }

  private void awaitSignal() {
    int before = probe.arrived.get();
    imported.setWaiting(true);
    if (take() == 0) {
      Host.await("to be woken", () -> stopping || probe.arrived.get() != before);
    }
    imported.setWaiting(false);
  }

  private long take() {
    long events = imported.takeArrived(0);
    if (events < 0) {
      throw new AssertionError("events=" + events);
    }
    received.addAndGet(events);
    return events;
  }

  Progress progress() {
    if (failure != null || probe.broken.get() != 0) {
      throw new AssertionError("broken=" + probe.broken.get(), failure);
    }
    return new Progress(rounds.get(), posted.get(), received.get());
  }

  /** Ends its work; takes what has arrived until now. */
  Progress finish() {
    stopping = true;
    Host.await("the end of its work", () -> !worker.isAlive());
    long ignored = take();
    return progress();
  }

  void disconnect() {
    imported.disconnect();
  }
}
