// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.stress.race;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;

/** What the states of all races in one JVM share: a controller, and memory that is used again. */
final class Bed {

  static {
    System.setProperty("org.rsmapi.fabric.namespace", "race-" + ProcessHandle.current().pid());
  }

  private static final Rsm RSM = Rsm.load();
  private static final RsmController CONTROLLER = RSM.controller("loopback");
  static final long PAGE = CONTROLLER.attributes().pageSize();

  private static final ConcurrentLinkedQueue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();
  private static final AtomicLong NEXT_ID = new AtomicLong(0x60_0000L);

  private Bed() {}

  static RsmController controller() {
    return RSM.controller("loopback");
  }

  /** Returns a page of zeroes; {@link #free} gives it back. */
  static MemorySegment memory() {
    MemorySegment memory = FREE.poll();
    return memory == null ? Arena.global().allocate(PAGE, PAGE) : memory.fill((byte) 0);
  }

  static void free(MemorySegment memory) {
    FREE.add(memory);
  }

  static SegmentId id() {
    return SegmentId.of(0x60_0000L + (NEXT_ID.getAndIncrement() & 0x0FFF_FFFFL));
  }

  static ExportSegment exported(MemorySegment memory) {
    return CONTROLLER.createExport(memory, PAGE, ExportSegment.ALLOW_REBIND);
  }

  static ExportSegment published(MemorySegment memory) {
    ExportSegment segment = exported(memory);
    SegmentId ignored = segment.publish(id(), null);
    return segment;
  }

  static ImportSegment connected(ExportSegment segment) {
    ImportSegment imported =
        CONTROLLER.connect(
            CONTROLLER.localNode(), segment.publishedId().orElseThrow(), Permission.RDWR);
    imported.initBarrier();
    return imported;
  }

  /** Ends what a race has left, whatever state that is in. */
  static void end(@Nullable AutoCloseable... handles) {
    for (AutoCloseable handle : handles) {
      try {
        if (handle != null) {
          handle.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Runs a call and returns its code. */
  static RsmError code(Runnable call) {
    try {
      call.run();
      return RsmError.SUCCESS;
    } catch (RsmException e) {
      return e.error();
    }
  }
}
