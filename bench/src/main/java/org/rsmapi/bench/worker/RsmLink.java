// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.bench.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rsmapi.Barrier;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.Rsm;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;

/** A segment of this process, and one of the other. */
final class RsmLink implements AutoCloseable {

  final Rsm rsm = Rsm.load();
  final Arena arena = Arena.ofShared();
  final RsmController controller;
  final MemorySegment memory;
  final ExportSegment exported;
  private final SegmentId id;
  private @Nullable ImportSegment imported;
  private @Nullable Barrier barrier;

  RsmLink(String controllerName, long length) {
    controller = rsm.controller(controllerName);
    memory = controller.allocate(length, arena);
    exported = controller.createExport(memory, length);
    id = exported.publish(SegmentId.ANY, null);
  }

  String offer() {
    return controller.localNode().value() + " " + id.value();
  }

  void accept(String offer) {
    ImportSegment segment = connect(offer);
    barrier = segment.initBarrier();
    imported = segment;
  }

  ImportSegment connect(String offer) {
    int blank = offer.indexOf(' ');
    return controller.connect(
        NodeId.of(Long.parseLong(offer.substring(0, blank))),
        SegmentId.of(Long.parseLong(offer.substring(blank + 1))),
        Permission.RDWR);
  }

  ImportSegment imported() {
    ImportSegment segment = imported;
    if (segment == null) {
      throw new IllegalStateException("not connected");
    }
    return segment;
  }

  Barrier barrier() {
    Barrier created = barrier;
    if (created == null) {
      throw new IllegalStateException("not connected");
    }
    return created;
  }

  @Override
  public void close() {
    ImportSegment segment = imported;
    if (segment != null) {
      segment.close();
    }
    exported.close();
    rsm.close();
    arena.close();
  }
}
