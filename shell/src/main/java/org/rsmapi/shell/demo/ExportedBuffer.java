// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.shell.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.rsmapi.AccessEntry;
import org.rsmapi.ExportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** An export segment of the demo, and the memory behind it. */
final class ExportedBuffer implements AutoCloseable {

  static final long FIRST_ID = 0x400000;

  private static final int ATTEMPTS = 64;
  private static final long LIMIT_SECONDS = 10;

  private final RsmController controller;
  private final MemorySegment memory;
  private final ExportSegment segment;
  private SegmentId id = SegmentId.ANY;

  private ExportedBuffer(RsmController controller, MemorySegment memory, ExportSegment segment) {
    this.controller = controller;
    this.memory = memory;
    this.segment = segment;
  }

  /** Creates a segment; takes the controller over, also when it fails. */
  static ExportedBuffer create(RsmController controller, long size, Arena arena) {
    try {
      MemorySegment memory = controller.allocate(size, arena);
      ExportSegment segment = controller.createExport(memory, size);
      return new ExportedBuffer(controller, memory, segment);
    } catch (RuntimeException | Error e) {
      controller.close();
      throw e;
    }
  }

  RsmController controller() {
    return controller;
  }

  ExportSegment segment() {
    return segment;
  }

  MemorySegment memory() {
    return memory;
  }

  SegmentId id() {
    return id;
  }

  long number(long offset) {
    return (long) ValueLayout.JAVA_LONG.varHandle().getVolatile(memory, offset);
  }

  /** Publishes for a node under an id, or a later one; true if that was taken. */
  boolean publish(NodeId importers, int permissions, long first) {
    List<@Nullable AccessEntry> list = new ArrayList<>();
    list.add(new AccessEntry(importers, permissions));
    for (long value = first; value < first + ATTEMPTS; value++) {
      try {
        id = segment.publish(SegmentId.of(value), list);
        return value != first;
      } catch (RsmException e) {
        if (e.error() != RsmError.SEGID_IN_USE) {
          throw e;
        }
      }
    }
    throw new DemoFailure("exporter: no free segment id from 0x" + Long.toHexString(first));
  }

  /** Uses the old handle of the controller. */
  void createAnother() {
    controller.createExport(memory, memory.byteSize()).close();
  }

  /** A thread that waits for a signal on the segment. */
  static final class Waiting {

    private final FutureTask<Duration> task;

    private Waiting(ExportSegment segment) {
      task =
          new FutureTask<>(
              () -> {
                long start = System.nanoTime();
                segment.signalWait(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
                return Duration.ofNanos(System.nanoTime() - start);
              });
      Thread.ofPlatform().daemon().name("rsm-demo-wait").start(task);
    }

    Duration awaitSignal() throws InterruptedException {
      try {
        return task.get(2 * LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new DemoFailure("exporter: the wait ended with " + e.getCause(), e);
      } catch (TimeoutException e) {
        throw new DemoFailure("exporter: the wait does not end", e);
      }
    }
  }

  Waiting startWaiting() {
    return new Waiting(segment);
  }

  @Override
  public void close() {
    try (controller;
        segment) {
      id = SegmentId.ANY;
    }
  }
}
