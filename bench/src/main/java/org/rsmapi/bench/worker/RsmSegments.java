// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.bench.protocol.Answer;
import org.rsmapi.bench.protocol.Turn;

/**
 * Very many segments: what one of them costs while there are few and while there are many.
 *
 * <p>{@code segments-publish} has the measuring side publish. {@code segments-offer} has the other
 * side do so, while nothing is measured; {@code segments-connect} has the measuring side connect to
 * those, several times to each: a segment and an import need a descriptor each in the process that
 * publishes, and a process seldom has more than 20,000. The answer is four numbers: nanoseconds of
 * the first ones, of the last ones, bytes of heap for each, and how many there were in the end.
 */
final class RsmSegments implements Subject {

  private static final long LENGTH = 4096;

  /** How many are timed at either end. */
  private static final int SAMPLE = 100;

  private static final int WARM_UP_CYCLES = 30;

  private static final int IMPORTS_OF_A_SEGMENT = 2;

  /** The same for both sides, apart by their process ids. */
  private static final long IDS_OF_A_PROCESS = 1 << 15;

  private static final long PROCESSES = 1 << 15;
  private static final long IDS = 0x1000_0000L;

  private final Rsm rsm = Rsm.load();
  private final Arena arena = Arena.ofShared();
  private final RsmController controller = rsm.controller("loopback");
  private final long base = IDS + ProcessHandle.current().pid() % PROCESSES * IDS_OF_A_PROCESS;
  private final List<ExportSegment> exports = new ArrayList<>();
  private final List<ImportSegment> imports = new ArrayList<>();
  private String other = "";

  private interface Step {
    void take(int index);
  }

  @Override
  public String offer() {
    return controller.localNode().value() + " " + base;
  }

  @Override
  public void accept(String offer) {
    other = offer;
  }

  @Override
  public Loop loop(Turn turn) {
    throw Subject.unknown(turn);
  }

  @Override
  public void respond(Turn turn) {
    if (turn.work().equals("segments-offer")) {
      count(turn.operations() / IMPORTS_OF_A_SEGMENT, this::publish);
    }
  }

  @Override
  public Answer measure(Turn turn) {
    if (turn.work().equals("segments-offer")) {
      return new Answer.Values(List.of());
    }
    boolean connecting = turn.work().equals("segments-connect");
    int offered = turn.operations() / IMPORTS_OF_A_SEGMENT;
    Step step = connecting ? index -> connect(index % offered) : this::publish;
    if (connecting) {
      exports.forEach(ExportSegment::close);
      exports.clear();
    }
    for (int i = 0; i < WARM_UP_CYCLES; i++) {
      count(SAMPLE, step);
      if (connecting) {
        imports.forEach(ImportSegment::close);
        imports.clear();
      } else {
        exports.forEach(ExportSegment::close);
        exports.clear();
      }
    }
    return census(turn.operations(), step);
  }

  private Answer census(int wanted, Step step) {
    long[] nanos = new long[wanted];
    long before = usedHeap();
    int reached =
        count(
            wanted,
            index -> {
              long begin = System.nanoTime();
              step.take(index);
              nanos[index] = System.nanoTime() - begin;
            });
    double heap = (double) (usedHeap() - before) / Math.max(1, reached);
    int sample = Math.min(SAMPLE, reached / 2);
    return new Answer.Values(
        List.of(
            median(Arrays.copyOfRange(nanos, 0, sample)),
            median(Arrays.copyOfRange(nanos, reached - sample, reached)),
            heap,
            (double) reached));
  }

  private static int count(int wanted, Step step) {
    for (int i = 0; i < wanted; i++) {
      try {
        step.take(i);
      } catch (RsmException e) {
        System.err.println("after " + i + ": " + e.getMessage());
        return i;
      }
    }
    return wanted;
  }

  private static double median(long[] values) {
    Arrays.sort(values);
    return values.length == 0 ? Double.NaN : values[values.length / 2];
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void publish(int index) {
    MemorySegment memory = controller.allocate(LENGTH, arena);
    ExportSegment segment = controller.createExport(memory, LENGTH);
    exports.add(segment);
    segment.publish(SegmentId.of(base + index), null);
  }

  private void connect(int index) {
    int blank = other.indexOf(' ');
    imports.add(
        controller.connect(
            NodeId.of(Long.parseLong(other.substring(0, blank))),
            SegmentId.of(Long.parseLong(other.substring(blank + 1)) + index),
            Permission.RDWR));
  }

  @Override
  public void close() {
    imports.forEach(ImportSegment::close);
    exports.forEach(ExportSegment::close);
    rsm.close();
    arena.close();
  }
}
