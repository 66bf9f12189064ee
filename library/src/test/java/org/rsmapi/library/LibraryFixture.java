// SPDX-License-Identifier: Apache-2.0
package org.rsmapi.library;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.rsmapi.ExportSegment;
import org.rsmapi.ImportSegment;
import org.rsmapi.Permission;
import org.rsmapi.RsmController;
import org.rsmapi.SegmentId;
import org.rsmapi.spi.RsmDriver;

/**
 * A library over drivers in memory, one exported segment of four pages, and drivers that can leave.
 */
abstract class LibraryFixture {

  static final long PAGE = MemoryDriver.PAGE;
  static final long LENGTH = 4 * PAGE;
  static final SegmentId ID = SegmentId.of(0x400000);

  final MemoryDriver driver = new MemoryDriver("mem");
  final Source source = new Source();
  final Quotas quotas = new Quotas(Configuration.DEFAULT);

  Arena arena;
  Library rsm;
  RsmController controller;
  MemorySegment memory;

  @BeforeEach
  void open() {
    source.present.add(driver);
    arena = Arena.ofShared();
    rsm = new Library(source, quotas);
    controller = rsm.controller("mem0");
    memory = arena.allocate(LENGTH, PAGE);
  }

  @AfterEach
  void close() {
    rsm.close();
    arena.close();
  }

  /** Has other limits hold. */
  void configure(long segments, long bytes, int connections) {
    quotas.configure(
        new Configuration(segments, bytes, connections, Configuration.DEFAULT_SEGMENT_ID_FILE));
  }

  ExportSegment exported() {
    return controller.createExport(memory, LENGTH);
  }

  ExportSegment published() {
    ExportSegment segment = exported();
    segment.publish(ID, null);
    return segment;
  }

  ImportSegment connected(Permission permission) {
    return controller.connect(MemoryDriver.NODE, ID, permission);
  }

  /** An import with a barrier, ready for implicit transfers. */
  ImportSegment ready() {
    ImportSegment segment = connected(Permission.RDWR);
    segment.initBarrier();
    return segment;
  }

  /** Drivers as an OSGi container has them. */
  static final class Source implements DriverSource {

    final List<RsmDriver> present = new CopyOnWriteArrayList<>();
    final Set<Library> followers = ConcurrentHashMap.newKeySet();

    @Override
    public List<RsmDriver> drivers() {
      return List.copyOf(present);
    }

    @Override
    public void follow(Library library) {
      followers.add(library);
    }

    @Override
    public void unfollow(Library library) {
      followers.remove(library);
    }

    void withdraw(RsmDriver driver) {
      present.remove(driver);
      followers.forEach(library -> library.driverWithdrawn(driver));
    }
  }
}
