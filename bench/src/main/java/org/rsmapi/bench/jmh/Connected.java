// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.rsmapi.Barrier;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;

/** A segment, and an import of it in the same process. */
final class Connected implements AutoCloseable {

  final Arena arena = Arena.ofShared();
  final RsmController controller;
  final ExportSegment exported;
  final SegmentId id;
  final ImportSegment imported;
  final Barrier barrier;

  Connected(Rsm rsm, String name, long length) {
    controller = rsm.controller(name);
    exported = controller.createExport(controller.allocate(length, arena), length);
    id = exported.publish(SegmentId.ANY, null);
    imported = controller.connect(controller.localNode(), id, Permission.RDWR);
    barrier = imported.initBarrier();
  }

  /** Memory of this process, for transfers. */
  MemorySegment buffer(long length) {
    return arena.allocate(length, 4096).fill((byte) 1);
  }

  @Override
  public void close() {
    imported.close();
    exported.close();
    arena.close();
  }
}
