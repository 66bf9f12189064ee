// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.driver.sci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.function.Executable;
import org.rsmapi.NodeId;
import org.rsmapi.Permission;
import org.rsmapi.RsmError;
import org.rsmapi.RsmException;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.AccessPolicy;
import org.rsmapi.spi.DriverBarrier;
import org.rsmapi.spi.DriverController;
import org.rsmapi.spi.DriverExport;
import org.rsmapi.spi.DriverImport;
import org.rsmapi.spi.ImportListener;

/** A published segment of node 4, and an import of it on node 8. */
final class Pair implements AutoCloseable {

  static final int EXPORTER = 4;
  static final int IMPORTER = 8;
  static final NodeId EXPORTING = NodeId.of(1);
  static final SegmentId ID = SegmentId.of(0x40_0000);
  static final long SIZE = 4 * 4096;
  static final AccessPolicy EVERYBODY = (node, peer, requested) -> RsmError.SUCCESS;

  /** Counts what the library would be told. */
  static final class Told implements ImportListener {
    final AtomicInteger broken = new AtomicInteger();

    @Override
    public void broken() {
      broken.incrementAndGet();
    }

    @Override
    public void signalsArrived() {}
  }

  final Cluster cluster;
  final Arena arena = Arena.ofShared();
  final DriverController exporting;
  final DriverController importing;
  final MemorySegment memory;
  final DriverExport exported;
  final Told told = new Told();
  final DriverImport imported;

  Pair(Cluster.Kind kind) {
    cluster = kind.open();
    exporting = cluster.controller(EXPORTER);
    importing = cluster.controller(IMPORTER);
    memory = exporting.allocate(SIZE, arena);
    exported = exporting.create(memory, () -> {});
    assertEquals(ID, exported.publish(ID, EVERYBODY));
    imported = importing.connect(EXPORTING, ID, Permission.RDWR, told);
  }

  void put(long offset, long value) {
    MemorySegment window = imported.window();
    if (window == null) {
      MemorySegment source = MemorySegment.ofArray(new long[] {value});
      imported.put(offset, source, Long.BYTES);
    } else {
      window.set(ValueLayout.JAVA_LONG, offset, value);
    }
  }

  long get(long offset) {
    MemorySegment window = imported.window();
    if (window != null) {
      return window.get(ValueLayout.JAVA_LONG, offset);
    }
    long[] got = new long[1];
    imported.get(offset, MemorySegment.ofArray(got), Long.BYTES);
    return got[0];
  }

  long arrived(long offset) {
    return memory.get(ValueLayout.JAVA_LONG, offset);
  }

  DriverBarrier barrier() {
    return Objects.requireNonNull(imported.newBarrier());
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        fail("not within 20 s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  static void assertFails(RsmError error, Executable call) {
    RsmException thrown = assertThrows(RsmException.class, call);
    assertEquals(error, thrown.error(), thrown::getMessage);
  }

  @Override
  public void close() {
    importing.close();
    exporting.close();
    arena.close();
    cluster.close();
  }
}
