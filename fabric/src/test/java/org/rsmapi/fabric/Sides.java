// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.fabric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.SegmentId;
import org.rsmapi.fabric.linux.Libc;
import org.rsmapi.spi.AccessPolicy;

/**
 * Two fabrics in one process, one exporting memory and one importing it: over sockets, as between
 * class loaders and processes, or as neighbours.
 */
final class Sides implements AutoCloseable {

  static final long PAGE = Libc.get().getpagesize();
  static final long SIZE = 4 * PAGE;
  static final long NODE = 1;
  static final AccessPolicy EVERYBODY = (node, peer, requested) -> RsmError.SUCCESS;

  private static final AtomicLong NEXT = new AtomicLong();

  final FabricName name;
  final Fabric exporting;
  final Fabric importing;
  final Arena arena = Arena.ofShared();
  final MemorySegment memory;
  final ImportProbe exporter = new ImportProbe();
  final ImportProbe importer = new ImportProbe();
  final FabricExport export;
  private SegmentId published = SegmentId.ANY;

  Sides() {
    this(uniqueName());
  }

  Sides(FabricName name) {
    this(name, new LocalExports());
  }

  private Sides(FabricName name, LocalExports neighbours) {
    this.name = name;
    exporting = Fabric.open(name);
    importing = Fabric.open(name, neighbours);
    memory = arena.allocate(SIZE, PAGE);
    export = exporting.export(memory, exporter);
  }

  /** Returns sides that need no sockets between them. */
  static Sides local() {
    return new Sides(uniqueName(), LocalExports.OF_PROCESS);
  }

  /** Returns a name that no other process and no other test uses. */
  static FabricName uniqueName() {
    return new FabricName(
        "test-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet(), NODE);
  }

  SegmentId publish() {
    published = export.publish(SegmentId.ANY, EVERYBODY);
    return published;
  }

  /** Returns the id of the last {@link #publish}. */
  SegmentId publishedAs() {
    return published;
  }

  FabricImport connect(SegmentId id) {
    return connect(id, Permission.RDWR);
  }

  FabricImport connect(SegmentId id, Permission permission) {
    return importing.connect(NodeId.of(NODE), id, permission, importer);
  }

  /** Waits until the fabrics have done what they were doing, then counts descriptors. */
  int settledDescriptors() {
    for (Fabric fabric : List.of(exporting, importing)) {
      CountDownLatch done = new CountDownLatch(1);
      fabric.loop().execute(done::countDown);
      Host.await("the event loop", () -> done.getCount() == 0);
    }
    return Host.descriptors().size();
  }

  @Override
  public void close() {
    importing.close();
    exporting.close();
    arena.close();
  }
}
