// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;
import org.rsmapi.bench.protocol.Answer;

/** From {@code Rsm.load} to the first put, once, in a process of its own. */
public final class StartUp {

  private static final long LENGTH = 4096;

  private StartUp() {}

  /** Says what the steps took, in nanoseconds: load, controller, export, connect, put. */
  public static void run() {
    long[] times = new long[6];
    times[0] = System.nanoTime();
    try (Rsm rsm = Rsm.load();
        Arena arena = Arena.ofShared()) {
      times[1] = System.nanoTime();
      RsmController controller = rsm.controller("loopback");
      times[2] = System.nanoTime();
      MemorySegment memory = controller.allocate(LENGTH, arena);
      try (ExportSegment exported = controller.createExport(memory, LENGTH)) {
        SegmentId id = exported.publish(SegmentId.ANY, null);
        times[3] = System.nanoTime();
        try (ImportSegment imported =
            controller.connect(controller.localNode(), id, Permission.RDWR)) {
          imported.initBarrier();
          times[4] = System.nanoTime();
          imported.put64(0, 1);
          times[5] = System.nanoTime();
        }
      }
    }
    List<Double> steps = new ArrayList<>();
    for (int i = 1; i < times.length; i++) {
      steps.add((double) (times[i] - times[i - 1]));
    }
    System.out.println(new Answer.Values(steps).line());
  }
}
